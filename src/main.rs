//! The program: hands its arguments to the command line. The only place that prints errors and sets exit codes.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match voronka::cli::run(std::env::args_os()) {
        Ok(ending) => ExitCode::from(ending.code()),
        Err(failure) => {
            if let Some(words) = failure.words() {
                // Nobody is left to hear when even this cannot be written.
                let _ = writeln!(std::io::stderr(), "{words}");
            }
            ExitCode::from(failure.code())
        }
    }
}
