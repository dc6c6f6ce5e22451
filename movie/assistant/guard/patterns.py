"""Patterns of what is talk about films and what is not, in English and Spanish, over folded text."""

import re

from .film_talk import offering, untitled

# Characters that hide, that are letters of other alphabets than the two languages', or parts of such.
DISGUISED = re.compile(
    r"""[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e]
    | [\u2060-\u206f\u3164\uf000-\ufaff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000fffff]
    | \w\u200d | \u200d\w | [\u0300-\u036f\u0488\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20df\u20e4-\u20f0]
    | [\u2474-\u24ff\u3200-\u33ff\U0001f100-\U0001f1ff] | [\u2039\u203a\u201a\u201e\u3008-\u300f]
    | [\u2024\u2027\u3002\u30fb\uff61\uff0e]
    | [^\W\d_a-zA-Z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]""",
    re.VERBOSE,
)
# No sentence about a film needs any of this.
FOREIGN = re.compile(
    r"""https?: | hxxps? | www\b | // | ^\s*\| | [^\W\d_]{2}\.[^\W\d_]{2} | \bxn--
    | [(\[]\s?(?:\.|dot|punto)\s?[)\]]
    | \b(?:dot|punto)\ (?:com|net|org|io|example|es|tv|info)\b | \b(?:arroba|punto\ com)\b
    | \S\.(?:com|net|org|io|info|biz|tv|app|dev|ru|cn|xyz|top|co|me|es|ar|mx|cl)\b
    | \w\s\.(?!\.) | \d\s?(?:euros?|dollars?|dolares|pesos|usd|eur)\b
    | (?:\b(?:zero|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho
        |nueve)\b\W{1,3}){4}
    | @ | <\S | \S\|\S | [`{}\\\[\]] | &\#?\w+; | \w[_*~^=+]+\w | [^\W\d_]:[^\W\d_] | \w\s?=\s?["'\w] | ~~
    | [$€£]\s?\d | \d\s?[$€£] | \+\d{4} | (?:\d{1,3}[\s.-]+){3}\d
    | \b(?:system|assistant|user|developer|human|model|bot|ai|ia|instruction|response|output|sistema|asistente
        |usuario|modelo|instruccion|respuesta)\s?:
    | \b(?: pass(?:word|code)s? | contrasenas? | credit\ cards? | tarjetas?\ de\ credito | bitcoins?
        | crypto\w* | (?:click|tap)\ (?:here|the|this|on) | haz\ clic | pincha | whatsapp | telegram
        | e-?mails? | correo\ electronico | downloads? | descarga\w* | torrents? | instructions?
        | instrucciones | web\ ?sites? | sitios?\ web | paginas?\ web | urls? | hyperlinks? | enlaces?
        | log\ ?in | sign\ (?:in|up) | subscri\w+ | suscri\w+ | regist(?:er|rate)\ (?:now|here|ya|aqui)
        | free\ trial | discounts? | coupons? | descuentos? | cupones | promo\w* | checkout | log[oó]n
        | (?:buy|order|rent|stream|get)\ (?:it|them|now|yours) | (?:compra|alquila|pide)l[oa]s?
        | verify\ your | verifica\ tu | your\ (?:bank|card|account|details|phone|address|pin)
        | tu\ (?:banco|tarjeta|cuenta|telefono|direccion|pin|clave)
        | (?:system|developer)\ (?:message|mode) | prompts? | as\ an\ ai | como\ una?\ ia | language\ models?
        | modelo\ de\ lenguaje | jailbreak\w* | api\ keys? | sk-\w+ | ids? | identifiers? | identificador\w*
        | database | base\ de\ datos | brackets? | corchetes | moviebot | json | xml | html | css | sql
        | my\ (?:task|job|role|orders|rules|guidelines) | mi\ (?:tarea|trabajo\ es|rol|funcion)
        | mis\ (?:ordenes|reglas|directrices)
        | i\ (?:was|am|have\ been)\ (?:told|asked|instructed|ordered|programmed)
        | (?:me\ han|se\ me\ ha)\ (?:dicho|pedido|ordenado|programado)
        | netflix | hbo | hulu | youtube | disney\+? | prime\ video | amazon | you(?:'ve)?\ won | has\ ganado
        | install | instala | from\ now\ on | de\ ahora\ en\ adelante | guide\ of\ a | guia\ de\ un
        | name\ other | nombrar\ otras | i\ speak\ as | i\ love\ you | te\ amo | vote\ for | vota\ (?:por|a)
        | you\ are\ (?:stupid|an?\ idiot) | eres\ (?:tont[oa]|estupid[oa]|idiota) | vaccines? | vacunas?
        | available(?!\ \ufffc) | in\ (?:the|our|this)\ catalog(?:ue)? | disponibles?
        | we\ (?:also\ )?(?:have|carry|offer|stock)(?!\s+(?:also\ )?\W*\ufffc)
        | en\ (?:el|nuestro|este)\ catalogo | tenemos(?!\s+(?:a\ |tambien\ )?\W*\ufffc)
        | sequels? | prequels? | secuelas? | precuelas? )\b""",
    re.VERBOSE,
)
VERBS, MORE, UNTITLED = map("|".join, (offering("verbs"), offering("more"), sorted(untitled())))
# A film that is offered, or is said to be here or better, without a mark (\ufffc).
OFFERED = re.compile(
    rf"(?:\b(?:{VERBS})|(?:^|[,:;])\W{{0,3}}see)\s+(?:(?:{MORE})\s)*(?!\W*\ufffc|(?:{MORE}|{UNTITLED})\b)[^\W\d_]"
    r"|\b(?:is|are|'s) (?:also |too )?(?:here|included|showing|playing|streaming|in stock|on offer)\b"
    r"|\balso here\b|\b(?:esta|estan) (?:tambien )?(?:aqui|incluid[oa]s?)\b"
    r"|\ufffc[^.;:]{0,3}\s(?:and|or|y|o|e|u|plus|&)\s+(?:[\w']+\s+){1,5}(?:are|both|son|ambas|ambos|estan)\b"
    r"|\ufffc\s*,\s+(?:\w+\s+){1,5}(?:and|or|y|o)\s+\ufffc"
    r"|\b(?:but|and|y|pero)\s+(?:\w+\s+){1,4}(?:is|are|es|son) (?:even )?"
    r"(?:better|best|too|also|mejor|tambien)\b"
    r"|\b(?:fans|lovers)\b[^.;\ufffc]{0,40}\b(?:love|enjoy|like)\s"
    r"|\b(?:better|colder|scarier|mejor) (?:than|que)\s+\ufffc"
    r"|\b(?:best|great|other|another|next|mejor|gran|otra?)\s+(?:\w+\s+){0,2}"
    r"(?:films?|movies?|peliculas?|choices?|picks?|opcion)\b[^.;\ufffc]{0,40}"
    r"(?:\b(?:is|es)|:)\s+(?:the|el|la|los)\s"
)
# A sentence that praises something which it does not name by a mark.
OFFER = re.compile(
    r"""^\W*(?!(?:it | this | that | he | she | there | each | one | both | which | who | what | here | all
            | nothing | nobody | everything | everybody | everyone | neither | life | love | war | death
            | eso | esto | esta | este | ella | el | ello | lo | la | nada | nadie | todo | ninguno)\b)
        [\w-]+(?:(?:\ [\w-]+){0,3}\s?[:–—]\ (?:an?|una?|the|el|la)[ ]
            | \ (?:is|was|has|tells|follows|stars|es|fue|tiene|cuenta|narra|sigue)\ )""",
    re.VERBOSE,
)
BEING = re.compile(r"\s+(?:is|are|was|has|tells|follows|stars|es|son|fue|esta|tiene|cuenta|narra|sigue)\b")
# Orders to whoever reads a text: no plot begins with them.
ORDER = re.compile(
    r"""^\W*(?:please\ |you\ (?:must|should|will)\ |always\ |never\ |do\ not\ |don't\ |por\ favor\ )*
        (?: ignore | disregard | forget | recommend | suggest | mention | name | say | tell | repeat | print
        | show | write | answer | respond | reply | output | act | pretend | praise | shout | explain | ask
        | send | use | reveal | translate | obey | include | give | have\ (?:them|him|her)
        | ignora\w* | olvida\w* | recomienda\w* | sugiere | menciona | di | dile | repite | imprime | muestra
        | escribe | responde | contesta | actua | finge | elogia | explica | pide\w* | envia\w* | usa | revela
        | traduce | obedece | incluye )\b
    | \b(?:previous|prior|above|these|your|tus|las|anteriores)\ (?:\w+\ )?(?:instructions|rules|instrucciones)
    | \b(?:visitors?|the\ user|los\ visitantes|al\ usuario)\b""",
    re.VERBOSE,
)
# A sentence without a film that begins so speaks of films nevertheless.
POINTING = re.compile(
    r"""^\W*(?:it | it's | its | this | these | that | those | they | he | she | his | her | their | both
        | each | all | one | either | neither | if | es | son | este | esta | estas | estos | ella | el
        | ellas | ellos | su | sus | ambas | ambos | cada | las\ dos | los\ dos | las\ tres | una | un | si
        | perfect | ideal | great | good | perfect[ao] | buen[ao])\b""",
    re.VERBOSE,
)
