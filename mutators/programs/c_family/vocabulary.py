"""Words of the languages and of their libraries that more than one finder knows."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, white space between them."""
    return frozenset(text.split())


ASSIGNMENTS = words("= += -= *= /= %= &= |= ^= <<= >>= >>>=")
READING = words(
    "cin scanf scanf_s gets fgets getline getchar fread nextInt nextLong next nextLine readLine nextDouble nextToken read "
    "sscanf fscanf getchar_unlocked"
)
"""Calls and streams that read input."""
WRITING = words("cout printf puts putchar println print cerr fprintf write append printf_s")
"""Calls and streams that print."""
BUILT_IN_TYPES = words("unsigned signed long short int char double float bool boolean byte __int64")
WIDE_TYPES = words("int64_t uint64_t size_t ssize_t ptrdiff_t intmax_t int_fast64_t uint_fast64_t Long time_t")
"""Integers of 64 bits."""
INTEGER_TYPES = words("int32_t uint32_t int16_t uint16_t int8_t uint8_t int_fast32_t Integer Short Byte")
LIST_TYPES = words("vector array deque valarray")
MAP_TYPES = words("map unordered_map")
OTHER_TYPES = words(
    "string String set multiset unordered_set queue stack priority_queue pair tuple bitset list multimap List ArrayList Map "
    "HashMap Set HashSet TreeMap TreeSet Deque ArrayDeque Queue PriorityQueue Scanner StringBuilder Object FILE ifstream "
    "ofstream stringstream istringstream function void Iterator LinkedList StringTokenizer BufferedReader PrintWriter"
)
"""Types that are no numbers, and no lists of them that brackets reach into."""
QUALIFIERS = words(
    "const static constexpr volatile register mutable inline extern final public private protected auto typename struct "
    "synchronized transient __inline"
)
"""What may stand before a type."""
NO_NAMES = words(
    "return else case goto throw new delete if while for do switch operator break continue sizeof default in instanceof "
    "typedef using namespace template class package import goto"
)
"""Words that neither name a type nor a variable."""
