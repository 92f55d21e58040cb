"""What commands of TeX stand for, as far as statements of contest problems use them."""

from __future__ import annotations

LETTERS = {
    **dict(zip(("alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta"), "αβγδϵεζηθ", strict=True)),
    **dict(zip(("iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau"), "ικλμνξπρστ", strict=True)),
    **dict(zip(("upsilon", "phi", "varphi", "chi", "psi", "omega", "ell"), "υϕφχψωℓ", strict=True)),
    **dict(zip(("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"), "ΓΔΘΛΞΠΣΦΨΩ", strict=True)),
    **dict(zip(("infty", "emptyset", "varnothing", "forall", "exists", "partial", "nabla"), "∞∅∅∀∃∂∇", strict=True)),
    **{"ldots": "…", "dots": "…", "cdots": "⋯", "dotsc": "…", "dotsb": "⋯", "vdots": "⋮", "ddots": "⋱"},
}
"""Commands that are written as an identifier."""
OPERATORS = {
    **dict.fromkeys(("le", "leq", "leqslant"), "≤"),
    **dict.fromkeys(("ge", "geq", "geqslant"), "≥"),
    **dict.fromkeys(("ne", "neq"), "≠"),
    **dict.fromkeys(("to", "rightarrow", "longrightarrow"), "→"),
    **dict.fromkeys(("leftarrow", "gets"), "←"),
    **dict.fromkeys(("wedge", "land"), "∧"),
    **dict.fromkeys(("vee", "lor"), "∨"),
    **dict.fromkeys(("neg", "lnot"), "¬"),
    **dict.fromkeys(("mid", "vert", "lvert", "rvert"), "|"),
    **dict.fromkeys(("Vert", "lVert", "rVert", "parallel"), "‖"),
    **dict.fromkeys(("setminus", "backslash"), "∖"),
    **{"lt": "<", "gt": ">", "ll": "≪", "gg": "≫", "equiv": "≡", "approx": "≈", "sim": "∼", "cong": "≅", "propto": "∝"},
    **{"cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "∙"},
    **{"in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇"},
    **{"cup": "∪", "cap": "∩", "oplus": "⊕", "otimes": "⊗", "xor": "⊕", "Rightarrow": "⇒", "Leftarrow": "⇐", "iff": "⇔"},
    **{"Leftrightarrow": "⇔", "leftrightarrow": "↔", "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "implies": "⟹"},
    **{"langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}"},
    **{
        "colon": ":",
        "prime": "′",
        "perp": "⊥",
        "angle": "∠",
        "triangle": "△",
        "top": "⊤",
        "bot": "⊥",
        "prec": "≺",
        "succ": "≻",
    },
    **{
        "{": "{",
        "}": "}",
        "%": "%",
        "#": "#",
        "&": "&",
        "$": "$",
        "_": "_",
        "|": "‖",
        "bmod": "mod",
        "pmod": "mod",
        "mod": "mod",
    },
}
"""Commands that are written as an operator."""
LARGE = {"sum": "∑", "prod": "∏", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "int": "∫", "bigvee": "⋁", "bigwedge": "⋀"}
"""Operators whose bounds stand below and above."""
FUNCTIONS = frozenset(
    (
        *(
            "log",
            "ln",
            "lg",
            "exp",
            "min",
            "max",
            "gcd",
            "lcm",
            "sin",
            "cos",
            "tan",
            "arcsin",
            "arccos",
            "arctan",
            "cot",
            "deg",
        ),
        *("dim", "det", "lim", "sup", "inf", "arg", "argmin", "argmax", "ker", "hom", "Pr", "sinh", "cosh", "tanh"),
    )
)
BOUNDED = frozenset(("min", "max", "lim", "sup", "inf", "argmin", "argmax", "gcd"))
"""Functions whose index stands below."""
SPACES = {
    ",": 0.17,
    ":": 0.22,
    ";": 0.28,
    " ": 0.25,
    "!": 0.0,
    "quad": 1.0,
    "qquad": 2.0,
    "thinspace": 0.17,
    "enspace": 0.5,
    "~": 0.25,
}
"""Widths in em."""
ACCENTS = {"bar": "¯", "hat": "^", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨", "check": "ˇ"}
ACCENTS.update({"overline": "¯", "widehat": "^", "widetilde": "~", "overrightarrow": "→", "overbrace": "⏞"})
TEXTS = frozenset(("text", "textrm", "textbf", "textit", "texttt", "textsf", "textsc", "mbox", "hbox", "emph", "textnormal"))
STYLES = frozenset(("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathfrak", "mathscr", "boldsymbol", "bm"))
STYLES |= {"operatorname", "operatorname*"}
DOUBLE = {
    **dict(zip("ABDEFGIJKLMOSTUVWXY", "𝔸𝔹𝔻𝔼𝔽𝔾𝕀𝕁𝕂𝕃𝕄𝕆𝕊𝕋𝕌𝕍𝕎𝕏𝕐", strict=True)),
    **dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}
"""Letters of \\mathbb."""
SIZES = frozenset(("left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "middle", "biggl", "biggr"))
DROPPED = frozenset(
    ("displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "hline", "rm", "bf", "it", "tt", "mathstrut")
)
FENCES = {"pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{"}
