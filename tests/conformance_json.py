"""Vectors of canonical JSON (RFC 8785): numbers as ECMAScript writes them, names by UTF-16, and what is no I-JSON.

The numbers' texts were compared with another engine's once. A case whose name ends in `_fail` must not verify.
"""

from __future__ import annotations

from collections.abc import Iterator

NUMBERS = {
    "0": ["-0", "-0.0", "0e9", "0E-9", "1e-400", "-1e-99999", "0." + "0" * 2000 + "1"],
    "5e-324": ["4.9406564584124654e-324", "3e-324"],
    "2.225073858507201e-308": ["2.2250738585072011e-308"],
    "1.7976931348623157e+308": ["1.7976931348623158e308"],
    "-1.7976931348623157e+308": ["-179769313486231580793" + "0" * 288],
    "9007199254740991": ["9007199254740991", "9007199254740991.0", "9007199254740990.9"],
    "9007199254740992": ["9007199254740992", "9007199254740993"],
    "-9007199254740992": ["-9007199254740993"],
    "18446744073709552000": ["18446744073709551615", "18446744073709551616"],
    "100000000000000000000": ["1e20", "100000000000000000000"],
    "999999999999999900000": ["999999999999999868928"],
    "1e+21": ["1e21", "1" + "0" * 21, "1000000000000000000000.0"],
    "-1e+21": ["-1E+21"],
    "1e+300": ["1" + "0" * 300],
    "0.000001": ["1e-6", "0.0000010"],
    "1e-7": ["0.0000001", "1E-07"],
    "-1.5e-9": ["-0.0000000015"],
    "0.1": ["1e-1", "0.10", "0.1000000000000000055511151231257827021181583404541015625"],
    "0.1111111111111111": ["0." + "1" * 3000],
    "0.30000000000000004": ["0.30000000000000004"],
    "1": ["1", "1.0", "10e-1", "0.9999999999999999999"],
    "123456789012345680000": ["123456789012345678901"],
    "1.2345678901234568e+29": ["123456789012345678901234567890"],
    "4.35": ["4.350", "4.35"],
    "333333333.3333333": ["333333333.33333329"],
    "1.9999999999999998": ["1.9999999999999998889776975374843"],
    "2": ["1.99999999999999988897769753748434595763683319091796875"],
}
"""Text in canonical form → other spellings of it."""
WRITTEN = {
    "literals": ("\t[ true ,\r\nfalse , null ]\n", "[true,false,null]"),
    "empty": (' {"b" : {} , "a" : [ ] , "" : "" } ', '{"":"","a":[],"b":{}}'),
    "scalar text": (' "\\u0041\\/" ', '"A/"'),
    "control characters": (
        '"\\u0000\\u0007\\u0008\\u0009\\u000A\\u000b\\u000C\\u000D\\u001F\\u0020\\u007F"',
        '"\\u0000\\u0007\\b\\t\\n\\u000b\\f\\r\\u001f \x7f"',
    ),
    "quotes": ('"\\u0022\\u005c\\u002f\'"', '"\\"\\\\/\'"'),
    "no escapes beyond ASCII": (
        '"\\u0080\\u2028\\u2029\\ufeff\\uffff\\uD83D\\uDE02"',
        '"\x80\u2028\u2029\ufeff\uffff😂"',
    ),
    "names by UTF-16": (
        '{"\\ufb33":1,"\\ud83d\\ude02":2,"\\u20ac":3,"\\r":4,"1":5,"\\u0080":6,"\\u00f6":7,"":8,"10":9,"2":10}',
        '{"":8,"\\r":4,"1":5,"10":9,"2":10,"\x80":6,"ö":7,"€":3,"😂":2,"\ufb33":1}',
    ),
    "names inside": ('[{"b":{"d":1,"c":2},"a":[{"z":1,"y":2}]}]', '[{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}]'),
    "not normalised": ('{"e\\u0301":1,"\\u00e9":2}', '{"e\u0301":1,"\u00e9":2}'),
    "names of a prototype": (
        '{"toString":1,"__proto__":2,"constructor":3}',
        '{"__proto__":2,"constructor":3,"toString":1}',
    ),
    "256 levels": ("[" * 256 + "]" * 256, "[" * 256 + "]" * 256),
    "many members": (
        "{" + ",".join(f'"{i}":{i}' for i in range(300)) + "}",
        "{" + ",".join(f'"{name}":{name}' for name in sorted(map(str, range(300)))) + "}",
    ),
}
REFUSED = {
    "name twice": '{"a":1,"a":1}',
    "name twice, escaped once": '{"a":1,"\\u0061":2}',
    "name twice, inside": '[{"a":{"b":1,"b":2}}]',
    "high surrogate alone": '"\\ud83d"',
    "low surrogate alone": '"x\\ude02"',
    "surrogates in the wrong order": '"\\ude02\\ud83d"',
    "surrogate alone in a name": '{"\\udead":1}',
    "NaN": "[NaN]",
    "Infinity": "Infinity",
    "minus Infinity": "[-Infinity]",
    "beyond any double": "1e309",
    "integer beyond any double": "1" + "0" * 309,
    "byte order mark": "\ufeff{}",
    "leading zero": "01",
    "leading plus": "+1",
    "no digit before the point": ".5",
    "no digit after the point": "1.",
    "no digit in the exponent": "1e",
    "hexadecimal number": "0x10",
    "digits of another script": "\u0661",
    "comma at the end": "[1,]",
    "comma at the end of members": '{"a":1,}',
    "no comma": "[1 2]",
    "comment": "[1] // one",
    "single quotes": "['a']",
    "bare name": "{a:1}",
    "two values": "1 2",
    "nothing": "",
    "white space only": " \n",
    "white space of another kind": "\u00a01",
    "form feed": "\f1",
    "tabulator in a text": '"\t"',
    "line feed in a text": '"\n"',
    "unknown escape": '"\\x41"',
    "short escape": '"\\u41"',
    "open text": '"a',
    "open list": "[1",
    "257 levels": "[" * 257 + "]" * 257,
    "a hundred thousand levels": "[" * 100_000,
    "capital literal": "True",
    "undefined": "undefined",
}


def texts_of_json() -> Iterator[tuple[str, dict[str, object]]]:
    """Every case of `jcs`."""
    for text, spellings in NUMBERS.items():
        for i, spelling in enumerate([text, *spellings]):
            yield f"number {text} {i}", {"input": f'{{"n":[{spelling}]}}', "output": f'{{"n":[{text}]}}'}
    for name, (given, canonical) in WRITTEN.items():
        yield name, {"input": given, "output": canonical}
        yield f"{name}, again", {"output": canonical, "input": canonical}
    yield "no output claimed", {"input": "[1.0]"}
    for name, given in REFUSED.items():
        yield f"{name}_fail", {"input": given, "output": None}
    for name, output in {
        "space": "[1, 2]",
        "line": "[1,2]\n",
        "point": "[1.0,2]",
        "order": "[2,1]",
        "none": "",
    }.items():
        yield f"another output: {name}_fail", {"input": "[1,2]", "output": output}
    yield "input is no text_fail", {"input": [1, 2], "output": "[1,2]"}
    yield "output is no text_fail", {"input": "[1,2]", "output": [1, 2]}
    yield "no input_fail", {"output": "[]"}
