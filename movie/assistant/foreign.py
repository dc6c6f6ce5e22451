"""Patterns of what is no talk about films, over folded text in English and Spanish."""

import re

# No sentence about a film needs any of this.
FOREIGN = re.compile(
    r"""https?: | www\. | \b[\w-]+\.(?:com|net|org|io|info|biz|tv|app|dev|ru|cn|xyz|top|co|me|es|ar|mx|cl)\b
    | \S@\w | <\s*[/!a-z] | [`{}|\\\[\]] | javascript: | [$€£]\s?\d | \d\s?[$€£] | \+\d{4}
    | \b(?:system|assistant|user|developer|sistema|asistente|usuario)\s?:
    | \b(?: pass(?:word|code)s? | contrasenas? | credit\ cards? | tarjetas?\ de\ credito | bitcoins?
        | crypto\w* | (?:click|tap)\ (?:here|the|this|on) | haz\ clic | pincha | whatsapp | telegram
        | e-?mails? | correo\ electronico | downloads? | descarga\w* | torrents? | instructions?
        | instrucciones
        | (?:system|developer)\ (?:message|mode) | prompts? | as\ an\ ai | language\ models?
        | modelo\ de\ lenguaje | jailbreak\w* | api\ keys? | sk-\w+
        | available | in\ (?:the|our|this)\ catalog(?:ue)? | we\ (?:also\ )?have | disponibles?
        | en\ (?:el|nuestro|este)\ catalogo | tenemos )\b""",
    re.VERBOSE,
)
# A sentence that praises something which it does not name by a mark.
OFFER = re.compile(
    r"""^\W*(?!(?:it | this | that | he | she | there | each | one | both | which | who | what | here | all
            | eso | esto | esta | este | ella | el | ello | lo | la)\b)
        \w+\ (?:is|was|has|tells|follows|stars|es|fue|tiene|cuenta|narra|sigue)\ """,
    re.VERBOSE,
)
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
