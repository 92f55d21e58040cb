"""`#include <bits/stdc++.h>` replaced by those headers of the standard library that a program's names are from."""

from __future__ import annotations

from pipelines.normalising.pieces import Piece, Unfit, pieces_of, text_of

_NAMES = {
    "algorithm": "sort stable_sort nth_element partial_sort reverse rotate unique lower_bound upper_bound binary_search"
    " equal_range next_permutation prev_permutation max_element min_element minmax_element minmax min max clamp"
    " swap_ranges fill fill_n copy copy_n copy_if transform count count_if find find_if find_if_not any_of"
    " all_of none_of remove remove_if replace replace_if for_each generate merge inplace_merge set_union"
    " set_intersection set_difference set_symmetric_difference includes make_heap push_heap pop_heap sort_heap"
    " is_sorted is_sorted_until partition stable_partition partition_point shuffle random_shuffle mismatch"
    " equal lexicographical_compare is_permutation adjacent_find search iter_swap",
    "array": "array",
    "bitset": "bitset",
    "cassert": "assert",
    "cctype": "isdigit isalpha isalnum islower isupper isspace ispunct isxdigit tolower toupper isprint",
    "cfloat": "DBL_MAX DBL_MIN DBL_EPSILON FLT_MAX LDBL_MAX LDBL_EPSILON",
    "chrono": "chrono",
    "climits": "INT_MAX INT_MIN LLONG_MAX LLONG_MIN LONG_MAX LONG_MIN UINT_MAX ULLONG_MAX CHAR_BIT SHRT_MAX CHAR_MAX",
    "cmath": "sqrt sqrtl sqrtf cbrt pow powl exp exp2 log log2 log10 logl sin cos tan asin acos atan atan2 atan2l sinh"
    " cosh tanh floor ceil round lround llround rint trunc fabs fabsl fabsf fmod hypot hypotl M_PI abs isnan"
    " isinf signbit fmax fmin floorl ceill roundl expl cosl sinl tgamma lgamma remainder INFINITY NAN",
    "complex": "complex polar",
    "cstdint": "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t INT32_MAX INT64_MAX INT64_MIN"
    " UINT64_MAX UINT32_MAX uintptr_t intptr_t INT32_MIN",
    "cstdio": "printf scanf puts putchar getchar fgets gets fputs fread fwrite freopen fopen fclose sprintf snprintf"
    " sscanf fprintf fscanf stdin stdout stderr EOF FILE fflush getchar_unlocked putchar_unlocked"
    " fread_unlocked ungetc fputc fgetc getc putc perror setvbuf feof fwrite_unlocked puts_unlocked",
    "cstdlib": "exit atoi atol atoll atof abs labs llabs rand srand malloc calloc realloc free qsort system div strtol"
    " strtoll strtod abort RAND_MAX size_t",
    "cstring": "memset memcpy memmove memcmp strlen strcmp strncmp strcpy strncpy strcat strchr strstr strtok strrev"
    " strdup strrchr",
    "ctime": "time clock CLOCKS_PER_SEC clock_t time_t",
    "deque": "deque",
    "fstream": "ifstream ofstream fstream",
    "functional": "function greater less greater_equal less_equal plus minus multiplies bind hash ref equal_to not_fn",
    "iomanip": "setprecision setw setfill setbase quoted put_time",
    "iostream": "cin cout cerr clog endl ios ios_base fixed scientific ws flush hex oct dec boolalpha istream ostream"
    " streambuf unitbuf left right internal defaultfloat showpoint noskipws skipws",
    "iterator": "back_inserter inserter front_inserter istream_iterator ostream_iterator istreambuf_iterator distance"
    " advance next prev begin end rbegin rend iterator_traits make_move_iterator size empty",
    "limits": "numeric_limits",
    "list": "list",
    "map": "map multimap",
    "memory": "unique_ptr shared_ptr weak_ptr make_unique make_shared allocator",
    "numeric": "accumulate iota partial_sum inner_product adjacent_difference gcd lcm __gcd reduce midpoint",
    "optional": "optional nullopt",
    "queue": "queue priority_queue",
    "random": "mt19937 mt19937_64 random_device uniform_int_distribution uniform_real_distribution default_random_engine",
    "ratio": "ratio",
    "set": "set multiset",
    "sstream": "stringstream istringstream ostringstream",
    "stack": "stack",
    "stdexcept": "runtime_error logic_error invalid_argument out_of_range exception",
    "string": "string to_string stoi stol stoll stoul stoull stod stold getline wstring u32string basic_string char_traits",
    "string_view": "string_view",
    "tuple": "tuple tie make_tuple tuple_size tuple_element forward_as_tuple tuple_cat get ignore",
    "type_traits": "enable_if enable_if_t is_same is_same_v is_integral is_integral_v conditional decay decay_t"
    " make_unsigned_t",
    "typeinfo": "typeid",
    "unordered_map": "unordered_map unordered_multimap",
    "unordered_set": "unordered_set unordered_multiset",
    "utility": "pair make_pair swap move forward exchange piecewise_construct index_sequence make_index_sequence declval",
    "valarray": "valarray slice",
    "variant": "variant visit monostate holds_alternative",
    "vector": "vector",
}
_HEADERS_OF: dict[str, list[str]] = {}
for _header, _words in _NAMES.items():
    for _word in _words.split():
        _HEADERS_OF.setdefault(_word, []).append(_header)
_EVERYTHING = ("<bits/stdc++.h>", '"bits/stdc++.h"')


def name_headers(source: str) -> str:
    """The program with the headers that it needs in place of the one with all of them.

    A name that we do not know is left to the compiler: the program then does not compile, and is better kept as it was. Raises
    Unfit.
    """
    pieces, behind = pieces_of(source)
    everything = [place for place, piece in enumerate(pieces) if _includes(piece) in _EVERYTHING]
    if not everything:
        return source
    there = {_includes(piece) for piece in pieces}
    names = {piece.text for piece in pieces if piece.kind == "word"}
    needed = sorted({header for name in names for header in _HEADERS_OF.get(name, ())})
    fresh = [f"#include <{header}>" for header in needed if f"<{header}>" not in there]
    first = everything[0]
    written = [] if not fresh else [Piece("directive", "\n".join(fresh), pieces[first].before)]
    kept = [piece for place, piece in enumerate(pieces) if place > first and place not in everything]
    return text_of([*pieces[:first], *written, *kept], behind)


def _includes(piece: Piece) -> str:
    """What a directive includes, as it stands there; "" for another piece."""
    words = piece.text.replace("#", "# ", 1).split(None, 2) if piece.kind == "directive" else []
    if words[:2] != ["#", "include"] or len(words) < 3:
        return ""
    if "/*" in words[2]:
        raise Unfit("a comment stands in an #include")
    return words[2].partition("//")[0].strip()
