"""A few phrases that nobody mistakes: they are heard at once, without the encoder. All are folded."""

import re

# A character of a film says the same words: only what opens a clause is the visitor's own.
OPENING = r"(?:^|[.,;:!?]\ ?|\b(?:and|but|because|y|pero|porque|hi|hola)\ )"
NOT_FUN = r"\b(?!\ (?:laughing|of\ |de\ |in\ |with\ |at\ |on\ |en\ |con\ |ver\ ))"
SOMEBODY = r"(?:husband|wife|boyfriend|girlfriend|partner|father|dad|mother|mum|mom|stepfather)"
ALGUIEN = r"(?:marido|mujer|novi[oa]|pareja|padre|madre|papa|mama|padrastro)"
DANGER = re.compile(
    rf"""{OPENING}(?:
    (?:i\ )?(?:just\ |really\ |only\ )?(?:want\ to|wanna)
        \ (?:die|be\ dead|kill\ myself|end\ my\ (?:own\ )?life){NOT_FUN}
    | i(?:'?m|\ am)\ (?:going\ to|gonna|about\ to)\ (?:kill|hurt|hang|shoot)\ myself
    | i\ wish\ i\ (?:was|were)\ dead | (?:i\ feel|i(?:\ a|')?m)\ suicidal | suicidal\ thoughts?
    | i\ (?:don'?t|do\ not)\ want\ to\ (?:live|be\ alive|exist){NOT_FUN}
    | i(?:'ve|\ have)?\ (?:just\ )?(?:took|taken|swallowed)\ (?:\w+\ ){{0,4}}pills
    | i\ (?:(?:can'?t|cannot)\ go\ on|see\ no\ way\ out)(?=[.,;!?]|$)
    | my\ {SOMEBODY}\ (?:hits|beats)\ me
    | (?:ya\ |solo\ )?(?:me\ )?quiero
        \ (?:morir(?:me)?|matarme|suicidar(?:me)?|quitarme\ la\ vida){NOT_FUN}
    | me\ quiero\ matar{NOT_FUN}
    | (?:voy\ a|pienso\ en|estoy\ pensando\ en)\ (?:suicidarme|matarme|quitarme\ la\ vida)
    | (?:ya\ )?no\ quiero\ vivir{NOT_FUN} | no\ tengo\ ganas\ de\ (?:seguir\ )?viv(?:ir|iendo){NOT_FUN}
    | me\ (?:tome|he\ tomado|trague)\ (?:\w+\ ){{0,4}}pastillas
    | (?:me\ quiero\ ir|quiero\ irme)\ para\ siempre(?=[.,;!?]|$)
    | mi\ {ALGUIEN}\ me\ (?:pega|maltrata|golpea)
    )\b""",
    re.VERBOSE,
)
KIN = r"(?:mom|mum|mother|dad|father|grand(?:ma|pa|mother|father)|brother|sister|son|daughter|wife|husband)"
FAMILIA = r"(?:madre|mama|padre|papa|abuel[oa]|herman[oa]|hij[oa]|espos[oa]|marido|mujer)"
GRIEF = re.compile(
    rf"""{OPENING}(?:
    my\ {KIN}\ (?:just\ |has\ )?(?:died|passed\ away)
    | mi\ {FAMILIA}\ (?:murio|fallecio|ha\ muerto|ha\ fallecido)
    | (?:se\ )?(?:murio|fallecio|ha\ muerto|ha\ fallecido)\ mi\ {FAMILIA}
    )\b""",
    re.VERBOSE,
)
