//! Nothing leaves the machine: the program links no call that could open a connection, and makes none while it reads
//! statements.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::path::Path;
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_cas");

/// Functions of the C library without which no connection can be made, looked up or served.
const NETWORK: [&str; 14] = [
    "socket",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "getaddrinfo",
    "gethostbyname",
    "gethostbyname_r",
    "res_query",
    "sendto",
    "recvfrom",
    "sendmsg",
    "recvmsg",
];

/// The names that a program asks the dynamic linker for: the zero-terminated strings of its `.dynstr` section.
fn imports(program: &[u8]) -> Vec<String> {
    let number = |at: usize, size: usize| {
        program.get(at..at + size).map_or(0, |bytes| {
            bytes.iter().rev().fold(0u64, |value, byte| value << 8 | u64::from(*byte)) as usize
        })
    };
    // ELF64, little endian: e_shoff, e_shentsize, e_shnum, e_shstrndx; sh_name, sh_offset, sh_size.
    assert_eq!(program.get(..5), Some(&b"\x7fELF\x02"[..]));
    let (table, size, count, names) = (number(0x28, 8), number(0x3A, 2), number(0x3C, 2), number(0x3E, 2));
    let section = |index: usize| {
        let at = table + index * size;
        (number(at, 4), number(at + 0x18, 8), number(at + 0x20, 8))
    };
    let (_, titles, _) = section(names);
    let text = |at: usize| {
        let rest = program.get(at..).unwrap_or(&[]);
        let end = rest.iter().position(|byte| *byte == 0).unwrap_or(0);
        String::from_utf8_lossy(rest.get(..end).unwrap_or(&[])).into_owned()
    };
    let found = (0..count).map(section).find(|(name, _, _)| text(titles + name) == ".dynstr").unwrap();
    let strings = program.get(found.1..found.1 + found.2).unwrap();
    strings.split(|byte| *byte == 0).map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

#[test]
fn the_program_links_no_network_call() {
    let names = imports(&std::fs::read(PROGRAM).unwrap());
    assert!(
        names.iter().any(|name| name == "read" || name.starts_with("read")),
        "these are no imports: {names:?}"
    );
    let linked: Vec<&str> =
        NETWORK.into_iter().filter(|call| names.iter().any(|name| name == call)).collect();
    assert!(linked.is_empty(), "{linked:?}");
}

/// Every system call of `cas parse` over the whole corpus, where the tracer is installed; the test above holds everywhere.
#[test]
fn no_connection_is_opened_while_statements_are_read() {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        return;
    }
    let cases = cas_testkit::cases().unwrap();
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calls.txt");
    let (mut traced, mut calls) = (0, 0);
    for case in cases {
        let status = Command::new("strace")
            .args(["-f", "-qq", "-o"])
            .arg(&log)
            .args([PROGRAM, "parse"])
            .arg(&case.pdf)
            .args(["--password", &case.password, "--with", "checks,notes,full"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let Ok(trace) = std::fs::read_to_string(&log) else { continue };
        if status.is_err() || !trace.contains("execve(") {
            // Tracing is forbidden here (a container without the right): the test above holds.
            return;
        }
        traced += 1;
        for line in trace.lines() {
            calls += 1;
            let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
            let name = call.split('(').next().unwrap_or("");
            assert!(!NETWORK.contains(&name) && name != "socketpair", "{}: {call}", case.name);
            // The statement, the libraries and what the system tells of itself are all that is opened.
            if let Some(path) = call.strip_prefix("openat(").and_then(|rest| rest.split('"').nth(1)) {
                // The last one is asked for by the C library when a second thread gives memory back.
                let known = [
                    "/etc/ld.so",
                    "/lib",
                    "/usr/lib",
                    "/proc/self/",
                    "/sys/fs/cgroup",
                    "/proc/stat",
                    "/proc/sys/vm/overcommit_memory",
                ];
                let own = path == case.pdf.to_string_lossy() || path.contains(".so");
                assert!(
                    own || known.iter().any(|start| path.starts_with(start)),
                    "{}: opens {path}",
                    case.name
                );
            }
        }
    }
    assert!(traced > 500 && calls > 20_000, "{traced} runs, {calls} calls");
}
