// The list of all attacks, by what they attack; each family is one test a level. Limits: 1 s of
// CPU, 3 s, 128 MiB, 32 processes, 16 MiB of output. Attacks on compilers:
// compile_attack_table.cpp.
//
// Not in a table, because more than one run or an actor outside belongs to them: a sandbox whose
// helper process is killed, and words and environment of the largest size (hostile_test.cpp).
#include <csignal>

#include "tests/hostile/attacks.hpp"

namespace judge::hostile {
namespace {

const family processes{
    "Processes",
    {
        {"fork bomb", "processes", {"bomb"}, always({too_slow()})},
        {"5000 forks", "processes", {"many"}, always({right()})},
        {"thread bomb", "processes", {"threads"}, always({right()})},
        {"forks one after the other",
         "processes",
         {"one-after-the-other"},
         counted({too_slow()}, {refused()})},
        {"siblings", "processes", {"siblings"}, counted({right()}, {refused()})},
        {"deaf daemon", "processes", {"daemon"}, counted({right()}, {refused()})},
        {"daemon of a false parent",
         "processes",
         {"false-parent"},
         counted({right()}, {refused()})},
        {"child keeps the output open",
         "processes",
         {"child-keeps-output-open"},
         counted({right()}, {refused()})},
        {"orphan burns CPU", "processes", {"orphan-burns"}, counted({right()}, {refused()})},
        {"CPU in children", "processes", {"burn-in-children"}, counted({too_slow()}, {refused()})},
        {"CPU in children nobody waits for",
         "processes",
         {"burn-in-ignored-children"},
         counted({too_slow()}, {refused()})},
        {"kill everyone", "processes", {"kill"}, always({right()})},
        {"first thread ends, another burns", "processes", {"headless-burn"}, always({too_slow()})},
    }};

const expectations over_memory{too_much_memory()};
/// Refused by the kernel; whether it is called MLE is a guess from the peak.
const expectations no_memory{refused(), too_much_memory()};

const family memory{
    "Memory",
    {
        {"allocate and touch", "memory", {"allocate"}, counted(over_memory, no_memory)},
        {"map without reserve and touch",
         "memory",
         {"map-unreserved"},
         counted(over_memory, no_memory)},
        {"map shared and touch", "memory", {"map-shared"}, counted(over_memory, no_memory)},
        {"map populated", "memory", {"map-populated"}, counted(over_memory, no_memory)},
        {"enlarge a mapping", "memory", {"remap"}, counted(over_memory, no_memory)},
        {"mapping that grows down",
         "memory",
         {"grow-down"},
         always({dies_of(SIGSEGV), refused(), too_much_memory()})},
        {"page tables", "memory", {"page-tables"}, counted(over_memory, no_memory)},
        {"2 GiB of untouched addresses",
         "memory",
         {"only-reserve"},
         counted({right()}, {refused()})},
        {"System V segment", "memory", {"segment"}, counted(over_memory, {refused()})},
        {"System V segment left behind",
         "memory",
         {"leave-a-segment"},
         counted({right()}, {refused()})},
        {"System V messages",
         "memory",
         {"messages"},
         counted({right(), too_much_memory()}, {refused()})},
        {"eight children of 40 MiB",
         "memory",
         {"eight-children"},
         counted(over_memory, {refused()})},
        {"three children of 30 MiB", "memory", {"three-children"}, counted({right()}, {refused()})},
        {"memory file of 400 MiB", "memory", {"memory-file"}, always({refused()})},
        {"many memory files", "memory", {"memory-files"}, counted(over_memory, {refused()})},
        {"memory files left behind",
         "memory",
         {"leave-a-memory-file"},
         counted({right()}, {refused()})},
        {"pipe buffers", "memory", {"pipes"}, always({right(), too_much_memory()})},
        {"socket buffers", "memory", {"sockets"}, always({right(), too_much_memory()})},
        {"large pages held by pipes", "memory", {"gifts"}, counted(over_memory, no_memory)},
        {"endless recursion", "memory", {"recurse"}, always({dies_of(SIGSEGV), too_much_memory()})},
        {"40 MiB of recursion", "memory", {"recurse-a-little"}, always({right()})},
    }};

const family processor{
    "Processor",
    {
        {"busy loop", "clock", {"burn"}, always({too_slow()})},
        {"busy loop, all signals ignored", "clock", {"burn", "deaf"}, always({too_slow()})},
        {"four busy threads", "clock", {"burn-in-threads"}, always({too_slow()})},
        {"answer 30 ms late", "clock", {"answer-late"}, always({too_late()}), "42\n"},
        {"answer from the handler of SIGXCPU",
         "clock",
         {"answer-from-the-handler"},
         always({too_late()}),
         "42\n"},
    }};

/// The judge reads more slowly than a program can write; the wall clock may be what stops it.
const expectations endless_output{too_slow(),
                                  asleep(),
                                  {.is = verdict::time_limit,
                                   .how = ending::signalled,
                                   .code = 9,
                                   .stopped = stop_reason::wall_time},
                                  {.is = verdict::output_limit,
                                   .how = ending::signalled,
                                   .code = 9,
                                   .stopped = stop_reason::wall_time}};

/// Each stands for many calls of one kind; a shorter limit shows as much.
const family endless{
    "Endless",
    {
        {"lift the limit of CPU", "clock", {"burn-without-limit"}, always({too_slow()})},
        {"read behind the end of the input", "clock", {"read-on"}, always({too_slow()})},
        {"yield without end", "clock", {"yield"}, always({too_slow()})},
        {"a signal every microsecond", "clock", {"signal-storm"}, always({too_slow()})},
        {"calls for locks that nobody holds", "clock", {"wake-storm"}, always({too_slow()})},
        {"become itself without end", "clock", {"replace-itself"}, always({too_slow()})},
        {"calls without end", "storms", {"calls"}, always({too_slow()})},
        {"unmap in four threads", "storms", {"unmapping"}, always({too_slow()})},
        {"endless output", "output", {"flood"}, always(endless_output)},
        {"endless errors", "output", {"flood-errors"}, always(endless_output)},
        {"endless output, byte by byte", "output", {"drip"}, always(endless_output)},
        {"close all streams and burn", "output", {"close-all-and-burn"}, always({too_slow()})},
    },
    false,
    milliseconds(300)};

const family sleepers{
    "Sleepers",
    {
        {"sleep", "clock", {"sleep"}, always({asleep()})},
        {"sleep, all signals blocked", "clock", {"sleep", "deaf"}, always({asleep()})},
        {"stop itself", "clock", {"stop-itself"}, always({asleep()})},
        {"wait for a pipe", "clock", {"wait-for-a-pipe"}, always({asleep()})},
        {"wait for a lock", "clock", {"wait-for-a-lock"}, always({asleep()})},
        {"wait for a borrower of its memory",
         "clock",
         {"wait-for-a-borrower"},
         counted({asleep()}, {refused()})},
        {"first thread ends, another sleeps", "processes", {"headless-sleep"}, always({asleep()})},
    },
    true};

const family output{
    "Output",
    {
        {"20 MiB", "output", {"flood-a-little"}, always({too_much_output()})},
        {"20 MiB of errors", "output", {"flood-errors-a-little"}, always({too_much_output()})},
        {"20 MiB, SIGXFSZ and SIGPIPE ignored",
         "output",
         {"flood-deaf"},
         always({too_much_output()})},
        {"treat it as a file", "output", {"treat-as-a-file"}, always({right()}), "42\n"},
        {"change the flags of the pipe",
         "output",
         {"change-the-flags"},
         always({right()}),
         [] {
           std::string all;
           for (int i = 0; i < 300; ++i) all += std::string(999, 'x') + "\n";
           return all;
         }()},
        {"pages that change after the write",
         "output",
         {"change-pages"},
         counted({too_much_output()}, {too_much_output(), refused()})},
        {"splice and tee", "output", {"splice"}, always({right()}), "42\n42\n"},
        {"close all streams", "output", {"close-all"}, always({wrong()}), "42\n"},
        {"hide the pipe in a socket",
         "output",
         {"hide-the-pipe"},
         without_mounts({right()}, {wrong(), refused()}),
         "42\n"},
        {"bytes of all kinds",
         "output",
         {"bytes"},
         always({right()}),
         [] {
           std::string all;
           for (int i = 0; i < 256; ++i) all.push_back(static_cast<char>(i));
           return all + "\r\n\xff\xfe" + std::string(3, '\0') + "no newline";
         }()},
    }};

const expectations no_room{refused(), dies_of(SIGXFSZ), too_much_output()};

/// Without mounts each file is bounded, but neither all of them together nor their number.
const expectations unbounded{fails(8), too_slow(), too_late(), too_much_output()};

const family files{
    "Files",
    {
        {"400 MiB in the working folder", "files", {"fill"}, always(no_room)},
        {"400 MiB in /tmp", "files", {"fill-tmp"}, always(no_room)},
        {"400 MiB without a name", "files", {"fill-unnamed"}, always(no_room)},
        {"400 MiB in many files", "files", {"fill-with-many"}, without_mounts(no_room, unbounded)},
        {"a sparse TiB", "files", {"fill-sparsely"}, always({right()})},
        {"20000 files",
         "files",
         {"fill-with-files"},
         without_mounts({too_much_output()}, unbounded)},
        {"20000 links",
         "files",
         {"fill-with-links"},
         without_mounts({too_much_output()}, unbounded)},
        {"attributes of a file",
         "files",
         {"fill-attributes"},
         always({right(), too_much_memory(), too_much_output()})},
        {"folders in folders",
         "files",
         {"go-deep"},
         without_mounts({too_much_output()}, unbounded)},
        {"traps for who collects",
         "files",
         {"leave-traps"},
         always({too_much_output()}),
         "",
         false,
         {"out/", "wanted"},
         {"out/plain", "out/same"}},
        {"a closed folder",
         "files",
         {"leave-a-closed-folder"},
         always({right()}),
         "",
         false,
         {"out/"}},
        {"locks and leases on shared files", "files", {"lock"}, always({right()})},
        {"locks and leases, once more", "files", {"lock"}, always({right()})},
        {"change the input", "tamper_with_input", {}, always({right()})},
        {"change the input through /proc", "tamper_with_input", {}, always({right()}), "", true},
    }};

const std::vector<std::string> paths_of_the_test{"read", "{input}", "{folder}", "{judge}",
                                                 "{temporary}"};

const family outside{
    "Outside",
    {
        {"read files of the host", "outside", paths_of_the_test, always({right()})},
        {"read them with /proc", "outside", paths_of_the_test, always({right()}), "", true},
        {"climb out", "outside", {"climb"}, always({right()}), "", true},
        {"write elsewhere", "outside", {"write", "{folder}", "{temporary}"}, always({right()})},
        {"write elsewhere with /proc", "outside", {"write"}, always({right()}), "", true},
        {"rewrite its own program", "outside", {"rewrite-itself"}, always({right()}), "", true},
        {"reach the network",
         "outside",
         {"network", "{port}", "{abstract}", "{socket}"},
         always({right()})},
        {"run su, mount and a shell", "outside", {"run-programs"}, always({right()})},
        // What is run says 1 where it gained nothing; without memory files it is not run.
        {"run a program from memory",
         "outside",
         {"run-from-memory"},
         counted({fails(1)}, {right()})},
        {"use the sandbox's own descriptors",
         "outside",
         {"descriptors"},
         always({right()}),
         "",
         true},
        {"other processes", "forbidden_calls", {"processes", "{pid}"}, always({right()}), "", true},
        {"namespaces and mounts", "forbidden_calls", {"mounts"}, always({right()}), "", true},
        {"parts of the kernel", "forbidden_calls", {"kernel"}, always({right()})},
        {"its own standing", "forbidden_calls", {"standing"}, always({right()}), "", true},
        // 77: another architecture than x86-64.
        {"system calls of i386", "foreign_abi", {"i386"}, always({dies_of(SIGSYS), fails(77)})},
        {"system calls of x32", "foreign_abi", {"x32"}, always({dies_of(SIGSYS), fails(77)})},
    }};

const family kernel_objects{
    "KernelObjects",
    {
        {"pipes", "storms", {"pipes"}, always({right()})},
        {"copies of a descriptor", "storms", {"copies"}, always({right()})},
        {"event counters", "storms", {"events"}, always({right()})},
        {"timers as descriptors", "storms", {"timer-descriptors"}, always({right()})},
        {"epolls that watch each other", "storms", {"nested-polls"}, always({right()})},
        {"timers", "storms", {"timers"}, always({right(), too_slow()})},
        {"waiting signals", "storms", {"waiting-signals"}, always({right()})},
        {"watches on files",
         "storms",
         {"watches"},
         without_mounts({too_much_output()}, {refused()})},
        {"semaphores", "storms", {"semaphores"}, always({right(), too_much_memory()})},
        {"message queues", "storms", {"queues"}, always({right()})},
        {"asynchronous input and output", "storms", {"asynchronous-contexts"}, always({right()})},
        {"a broken list of locks", "storms", {"robust-list"}, always({right()})},
        {"mappings", "storms", {"maps"}, always({right(), refused()})},
        {"file locks", "storms", {"locks"}, always({right(), too_slow()})},
    }};

const family faults{
    "Faults",
    {
        {"abort", "faults", {"abort"}, always({dies_of(SIGABRT)})},
        {"null pointer", "faults", {"segmentation"}, always({dies_of(SIGSEGV)})},
        {"division that overflows", "faults", {"division"}, always({dies_of(SIGFPE)})},
        {"illegal instruction", "faults", {"illegal"}, always({dies_of(SIGILL)})},
        {"uncaught exception", "faults", {"exception"}, always({dies_of(SIGABRT)})},
        {"kill itself", "faults", {"kill-itself"}, always({dies_of(SIGKILL)})},
        {"real-time signal", "faults", {"real-time-signal"}, always({dies_of(SIGRTMIN + 5)})},
        {"exit 3", "faults", {"exit-3"}, always({fails(3)})},
        {"exit 255", "faults", {"exit-255"}, always({fails(255)})},
    }};

}  // namespace

const std::vector<family>& families() {
  static const std::vector<family> all{processes, memory, processor, endless,        sleepers,
                                       output,    files,  outside,   kernel_objects, faults};
  return all;
}

}  // namespace judge::hostile
