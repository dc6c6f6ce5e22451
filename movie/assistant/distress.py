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
    | (?:i\ am|i'?m|i\ feel|im)\ (?:so\ |completely\ |utterly\ |totally\ )?(?:hopeless|desperate
        |worthless)
    | in\ (?:complete\ |utter\ |total\ )?despair | (?:hate|hating)\ (?:myself|my\ life)
    | (?:nobody|no\ one)\ would\ (?:miss|care)
    | (?:wish\ i\ could|want\ to|wanna|could)\ (?:just\ )?(?:disappear|vanish)\b(?!\ (?:into|in|to)\b)
    | (?:better|happier|easier)\ (?:off\ )?(?:if\ i\ (?:was|were|wasn'?t|weren'?t|did\ not|didn'?t|had)
        |without\ me)\b
    | (?:do\ not|don'?t|dont|can'?t|cannot|cant)\ see\ (?:the|any|a)\ (?:point|use)\b(?!\ of\ (?:this
        |that|the)\ (?:film|movie|ending))
    | (?:what'?s|what\ is|is\ there\ any)\ (?:the\ )?(?:point|use)\ (?:of|in)\ (?:living|life|going\ on
        |being\ here|anything|it\ all|trying|me)
    | (?:no|isn'?t\ any)\ point\ (?:to|in)\ (?:anything|life|it\ all|me)
    | nothing\ matters(?:\ (?:any\ ?more|to\ me)|[,.]?\ i'?m\ done)
    | (?:tired|sick|weary|exhausted)\ of\ (?:living|life|being\ alive|existing|being\ here)\b(?!\ (?:in
        |at|on
        |with)\b)
    | (?:want|need|wish)\ (?:for\ )?(?:it|everything|this
        |the\ pain)\ (?:all\ )?(?:to\ )?(?:would\ )?(?:stop
        |end|be\ over)
    | make\ (?:it|the\ pain)\ (?:all\ )?stop
    | (?:never|not)\ (?:to\ )?wake\ up(?:\ (?:again|tomorrow|any\ ?more))?\b(?!\ (?:early|at|before))
    | sleep\ for\ ?ever | (?:been|started|keep|back\ to)\ cutting\b(?!\ (?:down|back|out|the|my\ (?:hair
        |costs|hours|expenses)|onions|hair|grass|wood|costs))
    | (?:have|got|with|took|taken|taking|swallowed?)\ (?:\w+\ ){0,3}pills\ (?:in\ (?:front|my\ hand)
        |and\ i\b|ready|tonight|at\ once) | (?:i|to|want\ to)\ (?:\w+\ )?overdosed?\b
    | (?:i'?m|i\ am|being|just)\ (?:such\ )?a\ burden | (?:done|through|finished)\ with\ (?:life|living)
    | (?:give|giving|given)\ up\ on\ (?:life|living|myself)
    | (?:see|there\ is|there'?s|find)\ no\ way\ out\b(?!\ of\ (?:the|a|an)) | rather\ be\ dead
    | (?:i\ want|i\ wanna|want)\ to\ end\ (?:things|this|my)\b(?!\ (?:day|evening|week|night
        |relationship))
    | (?:jump|throw\ myself)\ (?:off|from|in\ front|under)\ (?:a|the)\ (?:bridge|roof|building|train)
    | (?:i|i'?m|i'?ve|my|me)\ (?:\w+\ ){0,4}?(?:lost|no|don'?t|dont|do\ not|can'?t|cannot|enough|deserve)
        \ (?:\w+\ ){0,5}?(?:to\ live|alive|of\ (?:this\ )?life|of\ living|live\ any\ ?more)\b
        (?!\ (?:in|at|on|with|up|performance|music))
    | (?:i|i'?m|keep)\ (?:\w+\ )?(?:think|thinking)\ (?:about|of)\ (?:dying|death|not\ existing)
    | (?:hope|wish)\ (?:i|to|i'?d)\ (?:\w+\ )?die\ in\ my\ sleep | (?:leave|leaving|done\ with)\ this\ world
    | (?:nobody|no\ one)\ would\ (?:even\ )?notice | (?:can'?t|cannot)\ (?:keep|go\ on)\ living
    | my\ existence | no\ future\ for\ me | (?:living|life|being\ alive)\ hurts
    | why\ am\ i\ (?:even\ |still\ )?(?:alive|here\ at\ all)
    | i\ (?:just\ |only\ )?(?:want|wish)\ to\ be\ gone
    | (?:wish|hope)\ i\ (?:would\ not|wouldn'?t|won'?t|didn'?t|don'?t)\ wake\ up
    | i\ (?:won'?t|will\ not|don'?t\ think\ i'?ll)\ be\ (?:around|here|alive)\ (?:much|next|any
        |for\ long|tomorrow)
    | (?:i|i'?m|i'?ve)\ (?:\w+\ )?(?:writing
        |wrote|written)\ (?:my|a)\ (?:goodbye|farewell|suicide)\ (?:letter|note)
    | life\ (?:has|have)\ no\ (?:meaning|point|purpose)\ (?:for\ me|to\ me|any\ ?more)
    | my\ life\ (?:has\ no|is\ without)\ (?:meaning|point|purpose)
    | my\ life\ is\ (?:pointless|meaningless|over)
    | nothing\ left\ (?:for\ me|to\ live)
    | (?:world|family|everyone|everybody|kids|they)\ (?:would|will|'?d)\ be\ (?:\w+\ )?(?:better|happier
        |fine|ok)
        \ (?:off\ )?without\ me
    | (?:no|sin|ni|he\ perdido|perdi)\ (?:\w+\ ){0,4}?(?:fuerzas?|ganas|motivos?|razon(?:es)?|ilusion)
        \ (?:para|de|por)\ (?:vivir|seguir\ (?:viv|adel|aqui|asi))
    | me\ da\ igual\ (?:morir(?:me)?|vivir|estar\ muert[oa]) | (?:mejor|feliz|felices)\ sin\ mi\b(?!\ \w)
    | pienso\ (?:\w+\ )?en\ (?:la\ muerte|morir(?:me)?|desaparecer) | vivir\ me\ (?:pesa|duele|cuesta)
    | (?:sobro|no\ encajo)\ en\ este\ mundo | dejar\ de\ sufrir | no\ tengo\ futuro
    | no\ merezco\ (?:vivir|estar\ viv[oa]|seguir)
    | (?:para|por)\ que\ (?:sigo|estoy)\ (?:viv[oa]|viviendo|aqui)
    | no\ quiero\ (?:\w+\ )?(?:estar|seguir)\ (?:viv[oa]|en\ este\ mundo)
    | (?:mi|una)\ carta\ de\ despedida\ (?:a
        \ mi|para\ mi) | (?:he\ escrito|escribi|estoy\ escribiendo)\ (?:mi|una)\ carta\ de\ despedida
    | (?:matar|suicidar|ahorcar|cortar|lastimar|autolesionar)me\b | me\ (?:quiero|voy\ a
        |pienso)\ (?:matar|morir|suicidar|hacer\ dano)
    | (?:hacerme|me\ hago|me\ hice)\ dano | me\ corto\ (?:los|las|el|la)? | autolesion\w*
    | (?:me\ )?quisiera\ (?:morir(?:me)?|estar\ muert[oa]|desaparecer)
    | quiero\ (?:morir(?:me)?\b(?!\ de\ (?:risa|amor|la\ risa))|desaparecer|dejar\ de\ (?:vivir
        |existir))
    | (?:ya\ )?no\ quiero\ (?:vivir|seguir(?:\ (?:viviendo|asi|adelante))?(?!\ \w+ndo)\b|existir
        |despertar\b(?!\ a\b)|estar\ aqui)
    | no\ (?:tengo|hay|encuentro|veo)\ (?:ningun[a]?\ )?(?:razon|motivos?|razones|ganas)\ (?:de
        |para)\ (?:vivir|seguir)
    | (?:quitarme|acabar\ con|terminar\ con)\ (?:la|mi|mi\ propia)\ vida | acabar\ con\ todo
    | no\ (?:puedo|aguanto|soporto)\ mas\b(?!\ de\ (?:la\ )?risa) | (?:pens\w+|ideas?
        |ganas)\ (?:en\ el\ |en\ |de\ |del\ )?suicid\w+ | ganas\ de\ (?:morir|matar)(?:me)?\b(?!\ de)
    | (?:mi\ )?vida\ no\ (?:tiene\ sentido|vale(?:\ la\ pena)?) | no\ vale\ la\ pena\ (?:vivir|seguir)
    | (?:estoy|me\ siento)\ (?:muy\ |tan\ |totalmente\ )?(?:desesperad[oa]|sin\ salida
        |sin\ esperanzas?) | me\ odio | odio\ mi\ vida
    | ojala\ (?:no\ (?:me\ )?(?:desperta\w+|hubiera\ nacido|existiera)|me\ (?:muriera|muriese)
        |estuviera\ muert[oa])
    | (?:quisiera|quiero|me\ gustaria|prefiero)\ (?:\w+\ )?(?:no\ haber\ nacido|no\ despertar
        |estar\ muert[oa])
    | dormir(?:me)?\ (?:y\ no\ (?:volver\ a\ )?despertar|para\ siempre)
    | no\ despertar(?:me)?\ (?:nunca|jamas|manana|mas)
    | a\ nadie\ le\ importa(?:ria)?\ (?:si|que)\ (?:yo\ )?(?:me|no|desapare|vivo|muero)
    | nadie\ (?:notaria|se\ daria\ cuenta|me\ echaria\ en\ falta|me\ necesita)
    | no\ (?:le\ )?(?:veo|encuentro|hallo)\ (?:ningun\ |el\ |mas\ )?sentido\ a\ (?:nada|todo|la\ vida
        |vivir
        |seguir|mi\ vida)
    | (?:ya\ )?nada\ tiene\ sentido | ya\ nada\ (?:me\ )?importa
    | (?:que\ sentido\ tiene|para\ que|de\ que\ sirve)\ (?:vivir|seguir\ (?:viviendo|adelante)
        |seguir\b(?!\ \w)|mi\ vida|todo\ esto)
    | (?:cansad[oa]|hart[oa])\ de\ (?:vivir|la\ vida|existir|mi\ vida|estar\ viv[oa]|estar\ aqui)
    | (?:quiero\ irme|me\ quiero\ ir|irme)\ para\ siempre
    | (?:quiero|deseo|ojala)\ (?:que\ )?(?:todo|esto)\ (?:se\ )?(?:acabe|acabara|termine|terminara|pare)
    | mejor\ (?:que|si)\ (?:yo\ )?no\ (?:estuviera|estuviese|existiera|hubiera\ nacido)
    | pastillas\ (?:delante|en\ la\ mano|preparadas)
    | (?:tomarme|me\ he\ tomado|me\ tome)\ (?:\w+\ ){0,3}pastillas
    | sobredosis\ (?:de|y)\ (?:pastillas|mis) | soy\ una\ carga | no\ (?:valgo|sirvo)\ (?:para\ )?nada
    | no\ (?:hay|tengo|veo)\ (?:ninguna\ )?salida\b
    | (?:tirarme|saltar|lanzarme)\ (?:por|de|desde|a)\ (?:la\ ventana|un\ puente|el\ puente|el\ balcon
        |las\ vias|el\ tren)
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
    |novi[oa]|(?:mejor\ )?amig[oa]|ti[oa]|prim[oa]|perr[oa]
        |suegr[oa]|cunad[oa]|perrit[oa]|gat[oa]|gatit[oa]|yay[oa]
        |mascota)"""
GRIEF = re.compile(
    rf"""\b(?:
    my\ (?:\w+\ )?{WHO_EN}\ (?:\w+\ ){{0,3}}?(?:died|passed(?:\ away)?|is\ (?:dead|gone|dying)
        |has\ (?:died|passed)|was\ killed|killed\ (?:him|her)self)
    | (?:i|we)\ (?:have\ |'?ve\ |just\ |recently\ )*(?:lost|buried)\ (?:my|our)\ (?:\w+\ )?{WHO_EN}
    | (?:death|loss|funeral|suicide)\ of\ my\b | (?:i'?m|i\ am|im|we\ are|we'?re)\ (?:grieving|mourning
        |in\ mourning)
    | (?:my\ )?(?:\w+\ )?{WHO_EN}\ (?:is\ not|isn'?t|is\ no\ longer)\ with\ us
    | put\ (?:my|our)\ (?:\w+\ )?(?:dog|cat|pet)\ (?:down|to\ sleep)
    | (?:dog|cat|pet)\ (?:was\ )?put\ (?:down
        |to\ sleep)
    | (?:said|say|saying)\ (?:goodbye|farewell)\ to\ (?:my\ |our\ )(?:\w+\ )?(?:mom|mum|mother|dad|father
        |gran\w*|dog|cat)
    | (?:said|say|saying)\ (?:goodbye|farewell)\ to\ gran(?:d?pa|d?ma|dad|ny)
    | (?:just\ |have\ |'ve\ )?\blost\ (?:my|our)\ {WHO_EN}\b(?!'s|\ in\ (?:a|the)\ (?:crowd|mall|store
        |shop))
    | (?:mom|mum|mummy|dad|daddy|papa|grandpa|grandma|granny|nana)\ (?:just\ )?(?:died|passed|is\ gone)
    | our\ (?:\w+\ )?{WHO_EN}\ (?:\w+\ ){{0,2}}?(?:died|passed(?:\ away)?|is\ dead)
    | my\ grief | miscarriage | (?:my|her|his)\ funeral
    | (?:se\ )?(?:murio|ha\ muerto|fallecio|ha\ fallecido|se\ ha\ muerto|acaba\ de\ (?:morir
        |fallecer))\ mi\ (?:\w+\ )?{WHO_ES}
    | mi\ (?:\w+\ )?{WHO_ES}\ (?:\w+\ ){{0,2}}?(?:murio|ha\ muerto|fallecio|ha\ fallecido
        |esta\ muriendo|se\ muere|se\ nos\ fue|se\ suicido)
    | (?:perdi|he\ perdido|perdimos|hemos\ perdido|enterre|enterramos)\ a\ (?:mi
        |nuestr[oa])\ (?:\w+\ )?{WHO_ES}
    | se\ me\ (?:ha\ muerto|murio|muere)\ (?:el|la|mi)\ {WHO_ES}
    | nos\ (?:ha\ dejado|dejo)\ (?:para\ siempre\ )?(?:mi|nuestr[oa])\ {WHO_ES}
    | ya\ no\ esta(?:n)?\ (?:mi|mis)\ {WHO_ES}s?
    | mi\ {WHO_ES}\ ya\ no\ esta(?:\ con\ nosotros)?\b(?!\ \w)
    | (?:sacrificar|dormir)\ a\ (?:mi|nuestr[oa])\ (?:perr[oa]|gat[oa]|mascota)
    | (?:despedimos|despedido|despedirme|despedirnos)\ (?:de|a)\ (?:mi|nuestr[oa])\ (?:abuel\w+|madre
        |padre
        |mama|papa|perr[oa]|gat[oa])
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
