"""The sequences of code points that X takes for one emoji.

They are those of Unicode 11, which the counting library of X knows (npm twitter-text 3.1.0). What has come since is
counted by its parts, here as there, which is never less than what X may count today.
"""

import re

_TONE = "[\U0001f3fb-\U0001f3ff]"
_SIGN = "[♀♂]\ufe0f"
_PROFESSION = "(?:[⚕⚖✈]\ufe0f|[🌾🍳🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦰-🦳])"
_GENDERED = "[🏃🏄🏊👮👱👳👷💁💂💆💇🙅-🙇🙋🙍🙎🚣🚴-🚶🤦🤵🤷-🤹🤽🤾🦸🦹🧖-🧝]"
_TONED = (
    "[✊✋🎅🏂-🏄🏇🏊👂👃👆-👐👦-👩👮👰-👸👼💁-💃💅-💇💪🕺🖕🖖🙅-🙇🙋-🙏🚣🚴-🚶🛀🛌🤘-🤜🤞🤟🤦🤰-🤹🤽🤾🦵🦶🦸🦹🧑-🧝]"
)
_STYLED = (
    "[©®™♟‼⁉ℹ↔-↙↩↪⌚⌛⌨⏏⏭-⏯⏱⏲⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☠☢☣☦☪☮☯☸-☺♀♂♈-♓♠♣♥♦♨♻♿⚒-⚗⚙⚛⚜⚠⚡⚪⚫⚰⚱⚽⚾⛄⛅⛈⛏⛑⛓⛔⛩⛪⛰-⛵⛸⛺⛽✂✈✉✏✒✔✖✝✡✳✴❄❇❗❣❤"
    "➡⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙🀄🅰🅱🅾🅿🈂🈚🈯🈷🌡🌤-🌬🌶🍽🎖🎗🎙-🎛🎞🎟🏍🏎🏔-🏟🏳🏵🏷🐿👁📽🕉🕊🕯🕰🕳🕶-🕹🖇🖊-🖍🖥🖨🖱🖲🖼🗂-🗄🗑-🗓🗜-🗞🗡🗣🗨🗯🗳🗺🛋🛍-🛏🛠-🛥🛩🛰🛳]"
)

_FAMILIES = (
    "(?:👨\u200d[👨👩]|👩\u200d👩|[👨👩])\u200d(?:👦\u200d👦|👧\u200d[👦👧]|[👦👧])",
    "👨\u200d❤\ufe0f\u200d(?:💋\u200d)?👨|👩\u200d❤\ufe0f\u200d(?:💋\u200d)?[👨👩]",
)
_FLAGS = (
    "A[C-GILMOQ-UWXZ] B[ABD-JL-OQ-TVWYZ] C[ACDF-IK-PRU-Z] D[EGJKMOZ] E[ACEGHR-U] F[I-KMOR] G[ABD-IL-NP-UWY] H[KMNRTU] "
    "I[C-EL-OQ-T] J[EMOP] K[EG-IMNPRWYZ] L[A-CIKR-VY] M[AC-HK-Z] N[ACE-GILOPRUZ] O[M] P[AE-HK-NR-TWY] Q[A] R[EOSUW] "
    "S[A-EG-ORSTVXYZ] T[ACDF-HJ-ORTVWZ] U[AGMNSYZ] V[ACEGINU] W[FS] X[K] Y[ET] Z[AMW]"
)
_LETTER_OFFSET = ord("🇦") - ord("A")


def _regional(codes: str) -> str:
    return "".join(chr(ord(sign) + _LETTER_OFFSET) if sign.isalpha() else sign for sign in codes.replace(" ", "|"))


def _tagged(code: str) -> str:
    """The flag of a part of a country: a black flag, the code in tags, and the sign that ends them."""
    return "🏴" + "".join(chr(0xE0000 + ord(sign)) for sign in code) + "\U000e007f"


SEQUENCE = re.compile(
    "|".join(
        (
            f"[👨👩]{_TONE}?\u200d{_PROFESSION}",
            f"[🏋🏌🕴🕵⛹](?:{_TONE}|\ufe0f)\u200d{_SIGN}",
            f"{_GENDERED}{_TONE}?\u200d{_SIGN}",
            f"[👯🤼🧞🧟]\u200d{_SIGN}",
            *_FAMILIES,
            "🏳\ufe0f\u200d🌈|🏴\u200d☠\ufe0f|👁\u200d🗨",
            "[0-9#*]\ufe0f?\u20e3",
            f"{_STYLED}\ufe0f",
            f"[☝⛷⛹✌✍🏋🏌🕴🕵🖐](?:\ufe0f{_TONE}?|{_TONE})",
            f"{_TONED}{_TONE}",
            *map(_tagged, ("gbeng", "gbsct", "gbwls")),
            _regional(_FLAGS),
        )
    )
)
