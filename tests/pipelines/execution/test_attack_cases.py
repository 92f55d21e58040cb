"""The 36 attack cases of the engine's design, each with the tests that make it: in T1 and T2, against both engines.

An engine is what starts the runs: the slot itself (all languages but Python, and Python with `cold`) or the interpreter that
forks them. `attack()` lets every session serve clean runs before and after.
"""

import importlib
import inspect

import pytest

CASES: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("read /etc/passwd, the repository, $HOME: ENOENT (T1), EACCES (T2)", (
        "isolation::nothing_of_the_host_can_be_read_but_the_toolchain", "isolation::a_c_program_cannot_read_it_either",
        "isolation::the_root_holds_the_toolchain_and_the_program_alone")),
    2: ("write /, /usr, /tmp, /dev/shm: refused", (
        "isolation::nothing_can_be_written_anywhere", "isolation::what_a_run_is_made_of_cannot_be_changed",
        "isolation::its_own_entry_in_the_process_table_cannot_be_written",
        "working_folder::nothing_outside_the_folder_can_be_written")),
    3: ("a socket of any family: EPERM", (
        "system_calls::no_socket_of_any_family", "system_calls::a_pair_of_sockets_cannot_speak_to_others",
        "system_calls::descriptors_that_a_program_sends_to_itself_lead_nowhere")),
    4: ("fork bomb: capped (T1), EPERM (T2), nothing left over", (
        "processes::a_fork_bomb_is_ended", "processes::forks_are_capped",
        "processes::children_that_ignore_signals_do_not_survive")),
    5: ("thread bomb: capped", ("processes::threads_are_capped",)),
    6: ("double-forked late writer: no late bytes (T1), EPERM (T2)", ("processes::a_late_writer_has_no_late_bytes",)),
    7: ("8 GB allocation: MLE", (
        "limits::python_out_of_memory", "limits::c_out_of_memory", "limits::c_that_ignores_a_failed_malloc_crashes",
        "limits::cpp_new_of_eight_gigabytes")),
    8: ("memory spread over processes: MLE (T1), EPERM (T2)", ("accounts::memory_spread_over_processes_is_counted_together",)),
    9: ("output flood: OLE in bounded memory", (
        "limits::a_flood_of_output", "working_folder::a_flood_into_the_file_is_an_output_flood")),
    10: ("ftruncate, fallocate 1 TB on standard output: EFBIG", ("limits::standard_output_cannot_be_stretched",)),
    11: ("spin: TLE within 25 ms of the limit", (
        "processes::spinning_is_a_time_out_by_cpu_time", "accounts::a_program_is_ended_soon_after_its_limit",
        "accounts::cpu_time_spread_over_processes_is_counted_together", "accounts::cpu_time_of_threads_is_counted",
        "accounts::cpu_time_of_what_is_left_behind_is_counted", "accounts::cpu_time_of_short_children_is_counted_in_the_end")),
    12: ("sleep: wall verdict", ("processes::waiting_is_ended_by_the_wall_guard",)),
    13: ("SIGSTOP itself: wall verdict", (
        "processes::waiting_is_ended_by_the_wall_guard", "processes::a_stopped_child_does_not_hold_the_session")),
    14: ("ignore all signals and spin: TLE", ("processes::spinning_is_a_time_out_by_cpu_time",)),
    15: ("kill(1, any), kill(-1): the slot survives", (
        "processes::killing_leaves_the_session_alive", "processes::signals_cannot_be_arranged_to_reach_others")),
    16: ("kill the worker's pid: ESRCH (T1), EPERM (T2)", ("processes::the_worker_cannot_be_signalled",)),
    17: ("ptrace, process_vm_*, /proc/1/mem: denied", (
        "system_calls::system_calls_that_lead_out_are_refused", "isolation::process_table_tells_nothing_of_others")),
    18: ("open descriptors are exactly {0, 1, 2}", (
        "isolation::open_descriptors_are_the_three_streams", "isolation::streams_opened_anew_are_the_same_streams")),
    19: ("the environment is an allow-list", ("isolation::environment_is_an_allow_list",)),
    20: ("frame walk, gc to forge a result: WA or error", (
        "forgery::wrecking_the_frames_below_the_program_harms_nobody_else", "forgery::no_trick_makes_a_wrong_output_right",
        "forgery::the_judges_own_failure_cannot_be_claimed")),
    21: ("__eq__ tricks, exit(0), os._exit: WA", ("forgery::no_trick_makes_a_wrong_output_right",)),
    22: ("tampering with standard input: EPERM, next run intact", ("forgery::standard_input_cannot_be_rewritten",)),
    23: ("unshare, setns, mount, bpf, io_uring, keyctl, userfaultfd, perf: EPERM", (
        "system_calls::system_calls_that_lead_out_are_refused", "system_calls::no_privileges_are_left")),
    24: ("int80, x32: SIGSYS, EPERM", ("system_calls::calls_by_the_numbers_of_32_bits_are_the_end",
        "system_calls::calls_by_the_numbers_of_x32_are_refused")),
    25: ("clone3: ENOSYS", ("system_calls::clone3_is_said_not_to_exist",)),
    26: ("raise limits, nice, affinity: EPERM", ("system_calls::limits_priorities_and_processors_cannot_be_changed",)),
    27: ("deep recursion: RE, TLE, MLE, never JE", (
        "limits::endless_recursion", "limits::deep_but_finite_recursion_works")),
    28: ("mutated modules are invisible to the next run", ("forgery::mutated_modules_are_invisible_to_the_next_run",)),
    29: ("close 0, 1, 2: a clean verdict", ("limits::closed_streams_give_a_clean_verdict",)),
    30: ("the output file is a link, a FIFO, a device: refused", (
        "working_folder::an_output_file_that_is_no_plain_file_is_refused", "artifacts::what_is_no_plain_file_stays_behind")),
    31: ("#include \"/etc/passwd\", .incbin, template bomb: CE, no leak", (
        "compile_errors::what_is_no_program_is_a_compile_error", "compile_errors::the_compiler_is_as_safe_without_namespaces",
        "compile_errors::a_template_bomb_ends_at_the_compilers_limits")),
    32: ("pathological Python source: CE, slot restarted", (
        "compile_errors::what_is_no_program_is_a_compile_error", "compile_errors::the_compiler_is_as_safe_without_namespaces",
        "compile_errors::the_next_program_is_unharmed")),
    33: ("a file lock as covert channel: EPERM", (
        "system_calls::files_cannot_be_locked", "system_calls::files_cannot_be_watched")),
    34: ("a segmentation fault is not TLE", ("limits::a_crash_is_a_run_time_error_and_no_time_out",)),
    35: ("user 0 is refused at the start", ("wire::user_0_is_refused_at_the_start", "user_ids::it_is_nobodys_and_never_ours")),
    36: ("the worker dies: its slots die", (
        "owner_death::nothing_survives_the_killing_of_the_owner", "owner_death::nothing_survives_the_killing_of_a_part",
        "wire::a_closed_socket_ends_everything", "wire_zygote::a_closed_socket_ends_everything")),
}  # fmt: skip


def parameters(test: object) -> dict[str, list[object]]:
    """What a test is parametrised over: name -> values."""
    found: dict[str, list[object]] = {}
    for mark in getattr(test, "pytestmark", []):
        if mark.name == "parametrize":
            names = [name.strip() for name in mark.args[0].split(",")]
            rows = [row if len(names) > 1 else (row,) for row in mark.args[1]]
            found.update({name: [row[place] for row in rows] for place, name in enumerate(names)})
    return found


def value_of(value: object) -> str:
    """A parameter as text, be it marked or a tier."""
    plain = getattr(value, "values", (value,))[0]
    return str(getattr(plain, "value", plain))


def made_by(case: int) -> list[object]:
    """The functions that make a case; raises where one of them is gone."""
    found = []
    for test in CASES[case][1]:
        room, name = test.split("::")
        found.append(getattr(importlib.import_module(f"tests.pipelines.execution.test_{room}"), f"test_{name}"))
    return found


def test_the_table_holds_all_cases() -> None:
    assert list(CASES) == list(range(1, 37))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case} {CASES[case][0]}")
def test_a_case_is_made_in_every_tier(case: int) -> None:
    """By the engine's own fixture, or, where a slot is started by hand, by its number."""
    tiers = set()
    for test in made_by(case):
        assert callable(test)
        assert inspect.getmodule(test) is not None
        values = parameters(test)
        for value in [*values.get("engine", []), *values.get("tier", [])]:
            name = value_of(value).split(" ")[0]
            tiers.add(name if name.startswith("T") else f"T{name}")
    assert {"T1", "T2"} <= tiers or (case in (31, 32) and tiers)
