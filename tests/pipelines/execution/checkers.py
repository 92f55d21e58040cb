"""Checker programs for tests: small ones of our own in both styles, and what an angry author could hand in instead.

The question that they decide: the input is a number s, an output two numbers of at least 0 that add up to it; with the answer
"none" (and only then) "none" is right. So most inputs have many right outputs.
"""

from schemas.problem import Checker, CheckerKind

TESTLIB_HEADER = r"""// Speaks as testlib does: arguments input, output, answer; exit codes 0, 1, 2, 3. Written for these tests.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
enum Result { _ok = 0, _wa = 1, _pe = 2, _fail = 3, _points = 7 };
inline void quit(Result result, const std::string &why) {
    fprintf(stderr, "%s\n", why.c_str());
    exit(result);
}
struct Stream {
    std::ifstream file;
    Result otherwise;
    std::string word() {
        std::string text;
        if (!(file >> text)) quit(otherwise, "unexpected end of file");
        return text;
    }
    long long number() {
        std::string text = word();
        char *end;
        long long value = strtoll(text.c_str(), &end, 10);
        if (end != text.data() + text.size() || text.size() > 18) quit(otherwise, "expected a number, found " + text);
        return value;
    }
    bool at_end() { std::string text; return !(file >> text); }
};
static Stream inf, ouf, ans;
inline void registerTestlibCmd(int argc, char **argv) {
    if (argc < 4) quit(_fail, "three files are needed");
    inf.file.open(argv[1]), ouf.file.open(argv[2]), ans.file.open(argv[3]);
    if (!inf.file || !ouf.file || !ans.file) quit(_fail, "cannot open a file");
    inf.otherwise = ans.otherwise = _fail, ouf.otherwise = _pe;
}
"""
TESTLIB_SOURCE = r"""#include "testlib.h"
int main(int argc, char **argv) {
    registerTestlibCmd(argc, argv);
    long long sum = inf.number();
    bool none = ans.word() == "none";
    std::string first = ouf.word();
    if (first == "none") quit(none ? _ok : _wa, none ? "there is none" : "there is one");
    char *end;
    long long a = strtoll(first.c_str(), &end, 10);
    if (end != first.data() + first.size()) quit(_pe, "expected a number, found " + first);
    long long b = ouf.number();
    if (!ouf.at_end()) quit(_pe, "something is left over");
    if (a < 0 || b < 0 || a + b != sum) quit(_wa, "does not add up");
    if (none) quit(_fail, "the jury has no answer, but there is one");
    quit(_ok, "fine");
}
"""
KATTIS_PYTHON = """import os, sys
import wording

def leave(code, why):
    with open(os.path.join(sys.argv[3], "judgemessage.txt"), "x") as file:
        file.write(why)
    assert os.listdir(sys.argv[3]) == ["judgemessage.txt"], "the folder of another run"
    sys.exit(code)

wanted = int(open(sys.argv[1]).read())
none = open(sys.argv[2]).read().split() == [wording.NONE]
words = sys.stdin.buffer.read().split()
if "strict" in sys.argv[4:] and words[:1] == [b"0"]:
    leave(43, "nothing added")
if words == [b"none"]:
    leave(42 if none else 43, "none")
if len(words) != 2 or not all(word.isdigit() and len(word) < 19 for word in words):
    leave(43, "no two numbers")
leave(42 if sum(map(int, words)) == wanted else 43, "added")
"""
KATTIS_CPP = r"""#include <cctype>
#include <fstream>
#include <iostream>
#include <string>
#include "limits.h"
int main(int argc, char **argv) {
    std::ifstream in(argv[1]), answer(argv[2]);
    std::ofstream message(std::string(argv[3]) + "judgemessage.txt");  // the format promises a slash at the folder's end
    if (argc < 4 || !in || !answer || !message) return 1;
    long long sum, a, b;
    std::string word, rest;
    in >> sum, answer >> word;
    message << "sum " << sum << std::endl;
    if (argc > 4 && std::string(argv[4]) == "strict" && std::cin.peek() == '0') return 43;
    if (std::cin.peek() == 'n') {
        std::string said, more;
        std::cin >> said;
        return said == "none" && word == "none" && !(std::cin >> more) ? 42 : 43;
    }
    if (!(std::cin >> a >> b) || std::cin >> rest) return 43;
    return a >= 0 && a <= MOST && b >= 0 && b <= MOST && a + b == sum ? 42 : 43;
}
"""


def like_testlib(source: str = TESTLIB_SOURCE) -> Checker:
    """A checker as Polygon's packages have it."""
    return Checker(CheckerKind.CUSTOM, files=(("check.cpp", source), ("testlib.h", TESTLIB_HEADER)))


def kattis_python(source: str = KATTIS_PYTHON, flags: str = "") -> Checker:
    """A validator of the package format in Python, of two files."""
    files = (("output_validators/sums/validate.py", source), ("output_validators/sums/wording.py", "NONE = 'none'\n"))
    return Checker(CheckerKind.CUSTOM, flags=flags, files=files)


def kattis_cpp(source: str = KATTIS_CPP, flags: str = "") -> Checker:
    """A validator of the package format in C++, with a header beside it."""
    header = "const long long MOST = 1000000000000000000;\n"
    files = (("output_validator/limits.h", header), ("output_validator/validate.cc", source))
    return Checker(CheckerKind.CUSTOM, flags=flags, files=files)


STYLES = {"testlib": like_testlib, "kattis python": kattis_python, "kattis c++": kattis_cpp}
