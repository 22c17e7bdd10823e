// tests/judge/run/programs/attempts.hpp - what `actor` tries against the machine.
#pragma once

#include <sys/types.h>

#include <string>

/// A path that stands on standard input, where no sandbox translates it.
std::string named_on_input();

/// All ways to read or change a file of the machine, named on standard input.
int change_named();

/// All ways to send a signal, with one that does no harm or none.
int signal_others(pid_t other);

/// Sockets that lead, or could be turned, to somebody else. A pair within the program must work.
int try_sockets();

/// Queues, semaphores and shared memory of the whole machine.
int try_queues();

/// Leaves a process that always is another one: each starts the next and ends. For ten seconds at
/// most.
void run_away();
