//! What the engine weighs as WebAssembly, and what each part of it costs.
//!
//! Builds `browser/engine.rs` with the profile `wasm`, empties what only words panics, makes it smaller with
//! binaryen's `wasm-opt -Oz`, drops names and notes and presses it with brotli, which is what a visitor of a page
//! receives. Another `wasm-opt` than the one on the path can be named by `WASM_OPT`: version 132 saves
//! nothing over Debian's 108.
//!
//! The cost of a feature of the language: by how much all of that shrinks when the functions that do it do
//! nothing, and what only they need goes with them. What is read of a flow for it stays.
//!
//! What a part holds: the functions that stay after `wasm-opt`, grouped by where they come from. `code` is
//! their bytes; `brotli` is by how much the pressed module shrinks when their bodies are emptied. A function
//! that was inlined counts where it landed, and what an emptied function alone called stays, so costs are
//! close, not exact, and do not add up to the whole.

mod module;

use module::{Function, Module};
use std::error::Error;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";
/// Most bytes after brotli.
const WEIGHT_MAX: usize = 20 * 1024;

/// What rustc assumes of every browser; `wasm-opt` must be told.
const ASSUMED: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Parts of the engine and what stands in the names of functions that belong to them: a path, or a part of a
/// mangled name. The first that fits takes a function.
const PARTS: &[(&str, &[&str])] = &[
    (
        "panics and their words",
        &[
            "panicking",
            "error_fail",
            "slice_index",
            "_failed",
            "handle_error",
            "rust_begin_unwind",
            "rust_panic",
        ],
    ),
    ("memory", &["heap::", "heap..", "4heap", "__rust_alloc", "__rust_realloc", "__rust_dealloc"]),
    (
        "reading flow, session, zone",
        &["load_flow", "load_session", "load_zones", "Travel$GT$4read", "travel::Reader"],
    ),
    (
        "expressions",
        &[
            "engine::eval::eval",
            "engine::eval::order",
            "engine::eval::arithmetic",
            "engine::eval::binary",
            "flow::formula",
        ],
    ),
    ("templates", &["engine::eval", "flow::template"]),
    ("who takes an input", &["engine::route", "engine::press"]),
    (
        "answers: text, number, e-mail, phone",
        &["engine::answer", "Decimal::parse", "decimal::Decimal::parse"],
    ),
    ("pauses, windows, zones", &["flow::time", "flow::calendar", "civil"]),
    ("running operations", &["engine::run"]),
    ("fields, tags, threads", &["engine::session"]),
    ("folding and finding typed words", &["flow::pick", "flow::letters", "core::unicode"]),
    ("values and numbers", &["model::value", "model::decimal", "divti3", "multi3"]),
    (
        "taking an input, writing what came out",
        &["Travel$GT$5write", "travel::write", "engine::input", "step", "answer", "buffer", "new_session"],
    ),
    ("the rest of the engine", &["voronka::engine", "voronka..engine", "voronka::flow", "voronka..flow"]),
    ("formatting machinery of core", &["core::fmt", "alloc::fmt", "..fmt.."]),
    ("searching text", &["core::str", "core::char", "core::slice", "memchr"]),
    ("growing lists and texts", &["alloc", "core"]),
];

/// What the language can do beyond messages, buttons, plain answers, keywords, links, pauses and conditions, and
/// the functions by which the engine does it.
const FEATURES: &[(&str, &[&str])] = &[
    ("triggers by time", &["engine::alarm::set", "engine::alarm::came"]),
    ("events and reactions to them", &["engine::happen::event_came", "engine::happen::trigger_event"]),
    ("rows of tables, the nearest shop", &["engine::table::look_up"]),
    ("carts", &["engine::table::change_cart"]),
    ("answers: date and time", &["engine::answer::date", "engine::answer::time"]),
    ("answers: phone (e-mail is part of the rest)", &["engine::answer::phone"]),
    ("money, dates, plurals in texts", &["engine::show::shown"]),
    ("choices by number and from lists", &["menu::by_number", "menu::by_item", "menu::value_of"]),
    ("several choices at once", &["choose::tick", "ticks_by_text", "menu::tick_of", "press_one_of_all"]),
    ("requests to services", &["7request17h", "4call17h", "call_answered"]),
    ("hand-over to people", &["hand_over", "human_done"]),
    ("languages and channels", &["layered"]),
    ("windows and quiet hours", &["time::first_allowed"]),
];

fn main() {
    if let Err(reason) = measure() {
        println!("engine as WebAssembly: not measured: {reason}");
    }
}

/// Names of functions that only put the words of a panic together, which a page sees as a trap with or without
/// them. All of the formatting is among them: a test sees to it that the engine itself formats nothing.
const PANICS: &[&str] = &[
    "rust_begin_unwind",
    "core9panicking",
    "slice_index_fail",
    "slice_error_fail",
    "assert_failed",
    "expect_failed",
    "panic_already_borrowed",
    "handle_error",
    "alloc_error",
    "core3fmt",
];

fn measure() -> Result<(), Box<dyn Error>> {
    let built = build()?;
    let optimiser = std::env::var_os("WASM_OPT").unwrap_or_else(|| "wasm-opt".into());
    let [mute, small, named] =
        ["mute", "small", "named"].map(|kind| built.with_extension(format!("{kind}.wasm")));
    let whole = Module::parse(std::fs::read(&built)?).ok_or("cargo built something strange")?;
    let is_panic = |function: &Function| PANICS.iter().any(|name| function.name.contains(name));
    let whole = Module::parse(whole.emptied(is_panic)).ok_or("a module without panics is strange")?;
    std::fs::write(&mute, whole.emptied(|_| false))?;
    optimise(&optimiser, &mute, &STRIP, &small)?;
    optimise(&optimiser, &mute, &["-g"], &named)?;
    let travels = std::fs::read(&small)?;
    let weight = brotli(&travels)?;
    println!("engine as WebAssembly, bytes ({}):", version(&optimiser));
    println!("  as built, with names          {:>8}", std::fs::metadata(&built)?.len());
    println!("  after wasm-opt -Oz            {:>8}", travels.len());
    println!("  after brotli                  {weight:>8}   target <= {WEIGHT_MAX}");
    weigh_features(&whole, &optimiser, &built.with_extension("idle.wasm"), weight)?;
    weigh_parts(Module::parse(std::fs::read(&named)?).ok_or("wasm-opt wrote something strange")?)
}

/// By how much the module that travels shrinks without each feature, and what is left without all of them.
fn weigh_features(
    whole: &Module,
    optimiser: &OsStr,
    idle: &Path,
    weight: usize,
) -> Result<(), Box<dyn Error>> {
    let without = |names: &[&str]| -> Result<usize, Box<dyn Error>> {
        let belongs = |function: &Function| names.iter().any(|path| is_of(&function.name, path));
        for name in names.iter().filter(|path| !whole.functions.iter().any(|f| is_of(&f.name, path))) {
            println!("  {name} is no function of its own");
        }
        std::fs::write(idle, whole.idling(belongs))?;
        optimise(optimiser, idle, &STRIP, idle)?;
        brotli(&std::fs::read(idle)?)
    };
    println!("what each feature adds, bytes after brotli:");
    let mut rows = Vec::new();
    for (feature, names) in FEATURES {
        rows.push((weight.saturating_sub(without(names)?), feature));
    }
    rows.sort_unstable_by(|a, b| b.cmp(a));
    for (cost, feature) in rows {
        println!("  {feature:<38} {cost:>6}");
    }
    let all: Vec<_> = FEATURES.iter().flat_map(|(_, names)| *names).copied().collect();
    println!("  {:<38} {:>6}", "the core without all of these", without(&all)?);
    Ok(())
}

/// The functions that stay after `wasm-opt`, by where they come from.
fn weigh_parts(module: Module) -> Result<(), Box<dyn Error>> {
    let pressed = brotli(&module.without(|_| false))?;
    println!("what each part holds, bytes:         code   brotli");
    let mut rows = Vec::new();
    for index in 0..=PARTS.len() {
        let inside = |function: &Function| part(&function.name) == index;
        let code: usize = module.functions.iter().filter(|f| inside(f)).map(Function::size).sum();
        let saved = pressed.saturating_sub(brotli(&module.without(inside))?);
        rows.push((saved, code, PARTS.get(index).map_or("the rest", |part| part.0)));
    }
    let data = module.data();
    rows.push((brotli(data)?, data.len(), "tables and texts beside the code"));
    rows.sort_unstable_by(|a, b| b.cmp(a));
    for (saved, code, name) in rows {
        println!("  {name:<38} {code:>6}   {saved:>6}");
    }
    Ok(())
}

/// What a page has no use for.
const STRIP: [&str; 3] = ["--strip-debug", "--strip-producers", "--strip-target-features"];

const APT: &str = "install it: apt-get install --no-install-recommends binaryen brotli";

/// How a module is made smaller. What is called once stays a function of its own: brotli packs small functions
/// better than large ones, and saves more than the calls cost. The first kilobyte of memory is the last of the
/// stack, which no address in the module's own code points into. What is small already is taken apart into plain
/// steps and put together once more.
const SMALLER: [&str; 8] = [
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size",
    "1",
    "--flatten",
    "--rereloop",
    "-Oz",
];

/// Makes a module smaller.
fn optimise(optimiser: &OsStr, from: &Path, options: &[&str], to: &Path) -> Result<(), Box<dyn Error>> {
    run(Command::new(optimiser).args(ASSUMED).args(options).args(SMALLER).arg(from).arg("-o").arg(to), APT)
}

/// Builds the module beside this program's own target folder and says where it lies.
fn build() -> Result<PathBuf, Box<dyn Error>> {
    let libdir = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output()?;
    if !Path::new(String::from_utf8_lossy(&libdir.stdout).trim()).is_dir() {
        return Err(format!("Rust cannot build for {TARGET}; add it: rustup target add {TARGET}").into());
    }
    // This program lies in <target>/release/deps.
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(3).ok_or("this program lies outside a target folder")?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).arg("build").arg("--target-dir").arg(target);
    cargo.args(["--locked", "--quiet", "--profile", "wasm", "--target", TARGET]);
    cargo.args(["--no-default-features", "--features", "browser", "--bin", "voronka-engine"]);
    run(&mut cargo, "cargo builds it")?;
    Ok(target.join(TARGET).join("wasm").join("voronka-engine.wasm"))
}

fn run(command: &mut Command, advice: &str) -> Result<(), Box<dyn Error>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("{name}: {error}; {advice}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} ended with {status}").into()) }
}

fn version(program: &OsStr) -> String {
    let output = Command::new(program).arg("--version").output().map(|output| output.stdout);
    String::from_utf8_lossy(&output.unwrap_or_default()).trim().to_owned()
}

/// How many bytes brotli makes of these.
fn brotli(bytes: &[u8]) -> Result<usize, Box<dyn Error>> {
    let mut child = Command::new("brotli")
        .args(["--quality=11", "--lgwin=24", "--stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("brotli: {error}; {APT}"))?;
    let mut input = child.stdin.take().ok_or("brotli does not listen")?;
    // brotli reads everything before it writes, so neither waits for the other.
    input.write_all(bytes)?;
    drop(input);
    Ok(child.wait_with_output()?.stdout.len())
}

/// The part that a function belongs to, index in [`PARTS`]; one past the end when to none.
fn part(name: &str) -> usize {
    PARTS.iter().position(|(_, paths)| paths.iter().any(|path| is_of(name, path))).unwrap_or(PARTS.len())
}

/// Whether a mangled name is of that path, or has that text in it.
fn is_of(name: &str, path: &str) -> bool {
    // A path stands in a name with the length before each word, or with dots where it is part of an impl.
    let mangled: String = path.split("::").map(|word| format!("{}{word}", word.len())).collect();
    [path, &path.replace("::", ".."), &mangled].iter().any(|form| name.contains(form))
}
