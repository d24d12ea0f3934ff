//! The window: when the first picture is on the screen, how much memory it takes, and what it costs when nothing
//! happens, with 12, 1,000 and 10,000 blocks.
//!
//! Starts the program itself under a virtual display and looks from outside: at the pixels of the display, which lie
//! in a file, and at what the system counts. Says so and does nothing where there is no `Xvfb`.

#[path = "generated/mod.rs"]
mod generated;

use generated::grid;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use voronka::blocks::Registry;
use voronka::folder;
use voronka::model::ChannelSetting;

const ROUNDS: usize = 5;
const LOOK: Duration = Duration::from_millis(2);
/// A picture that stays for so long is finished.
const STILL: Duration = Duration::from_millis(1_500);
const IDLE: Duration = Duration::from_secs(10);
const PATIENCE: Duration = Duration::from_secs(60);
/// The system counts the time of a process in hundredths of a second.
const TICKS_PER_SECOND: f64 = 100.0;

const TARGET_FRAME_MS: f64 = 500.0;
const TARGET_MB: f64 = 150.0;
const TARGET_IDLE: f64 = 0.0;

fn main() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let Some(display) = Display::start(place.path()) else {
        println!("window: there is no Xvfb, nothing was measured");
        return;
    };
    println!("window under a virtual display (medians of {ROUNDS}):");
    for blocks in [12, 1_000, 10_000] {
        let root = place.path().join(format!("project-{blocks}"));
        let mut project = grid(blocks);
        project.channels = vec![ChannelSetting { channel: "telegram".into(), address: "sever_bot".into() }];
        folder::create(&root, &project, &Registry).expect("created");
        let seen: Vec<Seen> =
            (0..ROUNDS).map(|_| display.show(place.path(), &root, Duration::ZERO)).collect();
        let idle = display.show(place.path(), &root, IDLE).idle;
        let of = |figure: fn(&Seen) -> f64| median(seen.iter().map(figure).collect());
        println!("{blocks:>6} blocks");
        line("first picture, ms", of(|seen| seen.first), Some(TARGET_FRAME_MS));
        line("picture with everything in it, ms", of(|seen| seen.still), None);
        line("memory, MB", of(|seen| seen.memory), Some(TARGET_MB));
        line("the most memory ever, MB", of(|seen| seen.memory_most), None);
        line("CPU when idle, %", idle, Some(TARGET_IDLE));
    }
}

/// What was seen of one start.
struct Seen {
    first: f64,
    still: f64,
    memory: f64,
    memory_most: f64,
    idle: f64,
}

/// A display that nobody sees.
struct Display {
    server: Child,
    name: String,
    pixels: std::path::PathBuf,
}

impl Display {
    fn start(place: &Path) -> Option<Self> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-fbdir"]);
        let mut server = command.arg(place).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?).read_line(&mut number).ok()?;
        Some(Self { server, name: format!(":{}", number.trim()), pixels: place.join("Xvfb_screen0") })
    }

    /// A number for what is on the display; another one for another picture.
    fn picture(&self) -> u64 {
        let bytes = fs::read(&self.pixels).expect("the display is a file");
        let words =
            bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().expect("eight bytes")));
        words.fold(0, |sum: u64, word| (sum.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// Starts the program on a project, waits until its picture is finished, then as long as was asked for.
    fn show(&self, place: &Path, project: &Path, idle: Duration) -> Seen {
        let home = place.join("home");
        let empty = self.picture();
        let start = Instant::now();
        let mut window = Command::new(env!("CARGO_BIN_EXE_voronka"))
            .arg(project)
            .args(["--lang", "ru", "--theme", "light", "--size", "1760x1000"])
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .envs(["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"].map(|name| (name, &home)))
            .spawn()
            .expect("the program starts");
        let (mut first, mut last, mut changed) = (None, empty, start.elapsed());
        while changed + STILL > start.elapsed() || first.is_none() {
            assert!(start.elapsed() < PATIENCE, "no finished picture");
            let picture = self.picture();
            if picture != last {
                (last, changed) = (picture, start.elapsed());
                first.get_or_insert(changed);
            }
            sleep(LOOK);
        }
        let before = ticks(window.id());
        sleep(idle);
        let busy = (ticks(window.id()) - before) / TICKS_PER_SECOND;
        let seen = Seen {
            first: first.unwrap_or_default().as_secs_f64() * 1e3,
            still: changed.as_secs_f64() * 1e3,
            memory: megabytes(window.id(), "VmRSS:"),
            memory_most: megabytes(window.id(), "VmHWM:"),
            idle: busy / idle.as_secs_f64().max(1.0) * 100.0,
        };
        window.kill().expect("the window closes");
        window.wait().expect("the window closes");
        while self.picture() != empty && start.elapsed() < PATIENCE {
            sleep(LOOK);
        }
        seen
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Nothing is left to do when it is gone already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Time that a process has spent, in ticks.
fn ticks(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("the window is there");
    // The name before the bracket may hold anything.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    fields[11..13].iter().filter_map(|field| field.parse::<f64>().ok()).sum()
}

fn megabytes(process: u32, name: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("the window is there");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().unwrap_or_default();
    kilobytes * 1024.0 / 1e6
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn line(name: &str, figure: f64, target: Option<f64>) {
    let verdict = target.map(|target| {
        let met = if figure <= target { "met" } else { "MISSED" };
        format!("   target <= {target} {met}")
    });
    println!("  {name:<36} {figure:>8.1}{}", verdict.unwrap_or_default());
}
