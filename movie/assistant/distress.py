"""Hears when somebody is in distress, in English and Spanish, so that nobody is sold a comedy then."""

import re
from enum import StrEnum

from ..text import fold


class Distress(StrEnum):
    """How somebody speaks of themselves."""

    DANGER = "danger"  # of harming themselves, of not wanting to live, of no way out
    GRIEF = "grief"  # of somebody who has died


# All are about the one who writes: a plot with a suicide in it is a request for a film. Folded.
DANGER = re.compile(
    r"""\b(?:
    (?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging|end|ending)\ (?:myself
        |my\ (?:own\ )?life)
    | (?:end|ending|finish)\ (?:it\ all|everything) | take\ my\ (?:own\ )?life
    | (?:want|wanna|going|ready|wish|like)\ (?:to\ )?(?:die|be\ dead)\b(?!\ (?:laughing|of\ laughter
        |to\ (?:see|watch)))
    | wish\ i\ (?:was|were|had)\ (?:dead|never\ (?:been\ )?born|not\ born)
    | (?:i\ am|i'?m|im|feel|feeling|been)\ (?:so\ |very\ |really\ |kind\ of\ )?suicidal
        | suicidal\ thoughts?
    | (?:my|commit(?:ting)?|thinking\ (?:of|about)|thoughts?\ of|considering|tempted\ by)\ suicide
    | (?:do\ not|don'?t|dont|no\ longer|not)\ want\ to\ (?:live|be\ alive|be\ here|exist|go\ on
        |wake\ up)
    | (?:no|without)\ (?:reason|point)\ (?:to\ live|in\ living|in\ going\ on|to\ go\ on)
    | (?:can'?t|cannot|cant|can\ not)\ (?:go\ on(?!\ (?:an?|the|holiday|vacation|to|with\ the))
        |take\ (?:it|this)\ any\ ?more|cope\ any\ ?more|do\ this\ any\ ?more|live\ like\ this)
    | (?:life\ is\ |life'?s\ )?not\ worth\ living | better\ off\ (?:dead|without\ me)
        | nothing\ to\ live\ for
    | self[-\ ]?harm(?:ing)?
    | (?:i\ am|i'?m|i\ feel|im)\ (?:so\ |completely\ |utterly\ |totally\ )?(?:hopeless|desperate|worthless)
    | in\ (?:complete\ |utter\ |total\ )?despair | (?:hate|hating)\ (?:myself|my\ life)
    | (?:nobody|no\ one)\ would\ (?:miss|care)
    | (?:matar|suicidar|ahorcar|cortar|lastimar|autolesionar)me\b | me\ (?:quiero|voy\ a
        |pienso)\ (?:matar|morir|suicidar|hacer\ dano)
    | (?:hacerme|me\ hago|me\ hice)\ dano | me\ corto\ (?:los|las|el|la)? | autolesion\w*
    | (?:me\ )?quisiera\ (?:morir(?:me)?|estar\ muert[oa]|desaparecer)
    | quiero\ (?:morir(?:me)?\b(?!\ de\ (?:risa|amor|la\ risa))|desaparecer|dejar\ de\ (?:vivir
        |existir))
    | (?:ya\ )?no\ quiero\ (?:vivir|seguir(?:\ (?:viviendo|asi|adelante))?(?!\ \w+ndo)\b|existir
        |despertar|estar\ aqui)
    | no\ (?:tengo|hay|encuentro|veo)\ (?:ningun[a]?\ )?(?:razon|motivos?|razones|ganas)\ (?:de
        |para)\ (?:vivir|seguir)
    | (?:quitarme|acabar\ con|terminar\ con)\ (?:la|mi|mi\ propia)\ vida | acabar\ con\ todo
    | no\ (?:puedo|aguanto|soporto)\ mas\b(?!\ de\ (?:la\ )?risa) | (?:pens\w+|ideas?
        |ganas)\ (?:en\ el\ |en\ |de\ |del\ )?suicid\w+ | ganas\ de\ (?:morir|matar)(?:me)?\b(?!\ de)
    | (?:mi\ )?vida\ no\ (?:tiene\ sentido|vale(?:\ la\ pena)?) | no\ vale\ la\ pena\ (?:vivir|seguir)
    | (?:estoy|me\ siento)\ (?:muy\ |tan\ |totalmente\ )?(?:desesperad[oa]|sin\ salida
        |sin\ esperanzas?) | me\ odio | odio\ mi\ vida
    | estarian\ mejor\ sin\ mi | (?:nadie|a\ nadie)\ (?:me\ echaria\ de\ menos|le\ importo)
    )""",
    re.VERBOSE,
)
WHO_EN = r"""(?:mom|mum|mother|dad|father|parents?|grandma|grandmother|grandpa|grandfather|gran|nana
        |brother|sister|son
    |daughter|baby|child|wife|husband|partner|girlfriend|boyfriend|fiancee?|(?:best\ )?friend|aunt
        |uncle|cousin|dog|cat|pet)"""
WHO_ES = r"""(?:madre|mama|padre|papa|padres|abuel[oa]|abuelit[oa]|herman[oa]|hij[oa]|bebe|espos[oa]
        |marido|mujer|parej[a]
    |novi[oa]|(?:mejor\ )?amig[oa]|ti[oa]|prim[oa]|perr[oa]|gat[oa]|mascota)"""
GRIEF = re.compile(
    rf"""\b(?:
    my\ (?:\w+\ )?{WHO_EN}\ (?:\w+\ ){{0,3}}?(?:died|passed(?:\ away)?|is\ (?:dead|gone|dying)
        |has\ (?:died|passed)|was\ killed|killed\ (?:him|her)self)
    | (?:i|we)\ (?:have\ |'?ve\ |just\ |recently\ )*(?:lost|buried)\ (?:my|our)\ (?:\w+\ )?{WHO_EN}
    | (?:death|loss|funeral|suicide)\ of\ my\b | (?:i'?m|i\ am|im|we\ are|we'?re)\ (?:grieving|mourning
        |in\ mourning)
    | my\ grief | miscarriage | (?:my|her|his)\ funeral
    | (?:se\ )?(?:murio|ha\ muerto|fallecio|ha\ fallecido|se\ ha\ muerto|acaba\ de\ (?:morir
        |fallecer))\ mi\ (?:\w+\ )?{WHO_ES}
    | mi\ (?:\w+\ )?{WHO_ES}\ (?:\w+\ ){{0,2}}?(?:murio|ha\ muerto|fallecio|ha\ fallecido
        |esta\ muriendo|se\ muere|se\ nos\ fue|se\ suicido)
    | (?:perdi|he\ perdido|perdimos|hemos\ perdido|enterre|enterramos)\ a\ (?:mi
        |nuestr[oa])\ (?:\w+\ )?{WHO_ES}
    | (?:estoy|estamos)\ de\ (?:luto|duelo) | (?:la\ )?(?:muerte|perdida|funeral|entierro)\ de\ mi\b
        | mi\ duelo
    )\b""",
    re.VERBOSE,
)


def distress_in(*texts: str) -> Distress | None:
    """Whether whoever writes is in distress; danger comes before grief."""
    told = " ".join(" ".join(fold(text.replace("’", "'")).split()) + "." for text in texts)
    if DANGER.search(told):
        return Distress.DANGER
    return Distress.GRIEF if GRIEF.search(told) else None
