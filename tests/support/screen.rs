//! A virtual display with one window on it, and the hands of a person before it: a mouse and a keyboard whose
//! events come from outside of the process.
//!
//! `Xvfb` keeps its picture in a file, so that looking costs nothing and needs no program; `xdotool` is the hands.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::park_timeout;
use std::time::{Duration, Instant};

/// Longest that anything may take before the test fails, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often is looked.
const GLANCE: Duration = Duration::from_millis(25);
/// How long a picture stays as it is before it counts as finished.
const CALM: Duration = Duration::from_millis(300);

/// Looks until something is there, and fails when it does not come.
pub fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
        park_timeout(GLANCE);
    }
}

/// What moves longer than that moves for ever, as a blinking cursor does.
const RESTLESS: Duration = Duration::from_secs(3);

/// A display with a window; both end with the value.
pub struct Screen {
    server: Child,
    program: Option<Child>,
    display: String,
    /// Pixels in a point.
    scale: u16,
    frames: tempfile::TempDir,
}

impl Screen {
    /// Starts a display of so many points, each of `scale` × `scale` pixels, or says aloud what is missing.
    pub fn start((width, height): (u16, u16), scale: u16) -> Option<Self> {
        for program in ["Xvfb", "xdotool"] {
            let on_path = std::env::var_os("PATH")
                .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()));
            if !on_path {
                println!("absent: {program}; the window is not driven from outside");
                return None;
            }
        }
        let frames = tempfile::tempdir().expect("a folder for the picture");
        // The server writes the number of a display that is free to its own output.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{}x{}x24", width * scale, height * scale))
            .arg("-fbdir")
            .arg(frames.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        let mut said = server.stdout.take().expect("its output");
        while !number.ends_with('\n') {
            let mut byte = [0];
            said.read_exact(&mut byte).expect("the number of the display");
            number.push(byte[0].into());
        }
        Some(Self { server, program: None, display: format!(":{}", number.trim()), scale, frames })
    }

    /// Starts the program as a stranger who has only `home`, and waits for its first picture.
    pub fn open(&mut self, program: &Path, home: &Path, args: &[&str]) {
        self.program = Some(self.begin(program, home, args));
        let blank = self.look();
        wait("the first picture", || (self.look() != blank).then_some(()));
        self.settle();
        // There is no window manager that would give it the keyboard.
        self.hands(&["search", "--onlyvisible", "--class", "voronka", "windowfocus", "--sync"]);
    }

    /// Starts the program as such a stranger and waits until it has ended, and well.
    pub fn run(&self, program: &Path, home: &Path, args: &[&str]) {
        let ended = self.begin(program, home, args).wait().expect("the program ends");
        assert!(ended.success(), "{args:?}: {ended}");
    }

    fn begin(&self, program: &Path, home: &Path, args: &[&str]) -> Child {
        let mut command = Command::new(program);
        // Folders and displays of whoever runs the test are none of the stranger's.
        let foreign = |name: &&std::ffi::OsString| {
            name.to_str().is_some_and(|name| name.starts_with("XDG_") || name.starts_with("WAYLAND_"))
        };
        std::env::vars_os().map(|(name, _)| name).collect::<Vec<_>>().iter().filter(foreign).for_each(
            |name| {
                command.env_remove(name);
            },
        );
        command
            .args(args)
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("DISPLAY", &self.display)
            .env("WINIT_X11_SCALE_FACTOR", self.scale.to_string())
            // Neither a portal nor a program of the machine asks for paths: the studio does.
            .env("PATH", home)
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .stdin(Stdio::null())
            .spawn()
            .expect("the program starts")
    }

    /// Moves the mouse there, in points, and presses it.
    pub fn press(&self, (x, y): (f32, f32)) {
        let pixel = |at: f32| (at * f32::from(self.scale)).round().to_string();
        let (x, y) = (pixel(x), pixel(y));
        self.hands(&["mousemove", &x, &y]);
        self.settle();
        self.change(|| self.hands(&["click", "1"]));
    }

    /// Presses a key, as `ctrl+k` or `Return`.
    pub fn key(&self, key: &str) {
        self.change(|| self.hands(&["key", key]));
    }

    /// Types a text.
    pub fn type_text(&self, text: &str) {
        self.change(|| self.hands(&["type", "--delay", "20", text]));
    }

    /// What the window is called.
    pub fn title(&self) -> String {
        self.hands(&["search", "--onlyvisible", "--class", "voronka", "getwindowname"])
    }

    /// Does something that can be seen, and waits until the picture is finished.
    fn change<T>(&self, act: impl FnOnce() -> T) {
        let before = self.look();
        act();
        wait("something to be seen", || (self.look() != before).then_some(()));
        self.settle();
    }

    /// Waits until nothing moves, or only what always does.
    pub fn settle(&self) {
        let began = Instant::now();
        let (mut last, mut since) = (self.look(), began);
        wait("a picture that is finished", || {
            let now = self.look();
            if now != last {
                (last, since) = (now, Instant::now());
            }
            (since.elapsed() >= CALM || began.elapsed() >= RESTLESS).then_some(())
        });
    }

    /// Writes what is on the screen as a picture.
    pub fn keep(&self, file: &Path) {
        let bytes = self.look();
        let word = |at: usize| {
            let word = bytes[4 * at..4 * at + 4].try_into().expect("four bytes");
            u32::from_be_bytes(word) as usize
        };
        // The header of XWD: its size, then width, height, bytes of a row, and how many colours follow.
        let (header, width, height, row, colors) = (word(0), word(4), word(5), word(12), word(19));
        let pixels = &bytes[header + 12 * colors..];
        let rows = pixels.chunks_exact(row).take(height);
        let rgb: Vec<u8> = rows
            .flat_map(|row| row[..4 * width].chunks_exact(4))
            .flat_map(|bgr| [bgr[2], bgr[1], bgr[0]])
            .collect();
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of pictures");
        let file = std::fs::File::create(file).expect("the file of the picture");
        let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), width as u32, height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().expect("a picture begins");
        writer.write_image_data(&rgb).expect("a picture is written");
    }

    /// The picture as the server keeps it.
    fn look(&self) -> Vec<u8> {
        std::fs::read(self.frames.path().join("Xvfb_screen0")).expect("the picture of the display")
    }

    fn hands(&self, args: &[&str]) -> String {
        let done =
            Command::new("xdotool").args(args).env("DISPLAY", &self.display).output().expect("xdotool");
        assert!(done.status.success(), "xdotool {args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).trim().to_owned()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for child in self.program.iter_mut().chain([&mut self.server]) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
