"""Words that say nothing by themselves, folded, in English and in Spanish."""

ENGLISH = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being between both but
    by can could did do does doing don down during each even few for from further get gets got had has have
    having he her here hers him his how i if in into is it its just ll m me more most my no nor not now of
    off on once one only or other our out over own re s same she should so some such t than that the their
    them then there these they this those through to too two under until up ve very was we were what when
    where which while who whom why will with would you your im doesn didn isn wasn
    """.split()  # noqa: SIM905
)
SPANISH = frozenset(
    """
    a al ante asi aun bajo cada casi como con contra cual cuando cuya cuyo de del desde donde dos e el ella
    ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estas este esto estos fue
    fueron ha habia hace hacen hacia han hasta hay la las le les lo los mas me mi mientras mis muy nada ni
    nos o otra otras otro otros para pero poco por porque que quien quienes se sea ser si sin sobre son su
    sus tal tambien tan tanto te tiene tienen toda todas todo todos tras tu un una unas uno unos va van y ya
    yo
    """.split()  # noqa: SIM905
)
EITHER = ENGLISH | SPANISH
