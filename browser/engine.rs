//! The engine as a WebAssembly module: what a page needs to play a flow, and nothing else.
//!
//! No generated glue. The page asks [`buffer`] for room, writes postcard bytes there and calls one of the
//! others with their length; what comes out lies in the same buffer. A flow, a session and a zone are taken
//! over once and kept; every [`step`] answers with the effects and the session after it.
//!
//! The only thing marked unsafe here is that functions keep their names; no raw pointer is ever read.
#![no_main]

mod heap;
mod input;

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use voronka::engine::{Effect, Session, Silent, step_in_place};
use voronka::flow::{Flow, Now, ZoneRules};
use voronka::travel::{Reader, Travel};

#[global_allocator]
static HEAP: heap::Heap = heap::Heap::new();

/// Everything that is kept between calls.
struct Player {
    flow: Option<ManuallyDrop<Flow>>,
    session: Option<ManuallyDrop<Session>>,
    zone: ZoneRules,
    home: ZoneRules,
    effects: Vec<Effect>,
    buffer: Vec<u8>,
}

thread_local! {
    static PLAYER: RefCell<Player> = const {
        RefCell::new(Player {
            flow: None,
            session: None,
            zone: ZoneRules::fixed(0),
            home: ZoneRules::fixed(0),
            effects: Vec::new(),
            buffer: Vec::new(),
        })
    };
}

impl Player {
    /// The first `len` bytes of the buffer as a value. Giving a flow's memory back takes a kilobyte of code, so
    /// nobody does: neither for nonsense, which a page loads once if ever, nor for what is replaced.
    fn read<T: Travel>(buffer: &[u8], len: usize) -> Option<ManuallyDrop<T>> {
        let mut reader = Reader::new(buffer.get(..len)?);
        let value = ManuallyDrop::new(T::read(&mut reader));
        reader.is_done().then_some(value)
    }

    fn step(&mut self, len: usize, millis: i64) -> Option<usize> {
        let (flow, session) = (self.flow.as_ref()?, self.session.as_mut()?);
        let mut values = Vec::new();
        let input = input::read(self.buffer.get(..len)?, &mut values)?;
        self.effects.clear();
        let now = Now { millis, zone: &self.zone, home: &self.home };
        step_in_place(flow, session, &input, now, &mut self.effects, &mut Silent);
        self.answer()
    }

    /// Effects and session, one after the other.
    fn answer(&mut self) -> Option<usize> {
        let session = self.session.as_ref()?;
        self.buffer.clear();
        self.effects.write(&mut self.buffer);
        session.write(&mut self.buffer);
        Some(self.buffer.len())
    }
}

/// Nobody else has the player: no function of a page runs inside another. A borrow that panics would bring along
/// the machinery that words its panic.
fn with<T>(run: impl FnOnce(&mut Player) -> T) -> T {
    PLAYER.with(|player| match player.try_borrow_mut() {
        Ok(mut player) => run(&mut player),
        Err(_) => std::process::abort(),
    })
}

/// Makes room for `len` bytes and says where; what lay there is gone.
#[unsafe(no_mangle)]
pub extern "C" fn buffer(len: usize) -> *mut u8 {
    with(|player| {
        player.buffer.resize(len, 0);
        player.buffer.as_mut_ptr()
    })
}

/// Where the last answer lies.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    with(|player| player.buffer.as_ptr())
}

/// Takes a flow over. `false` when the bytes are none; the one before stays then. The memory of the one before
/// is not given back: a page loads one.
#[unsafe(no_mangle)]
pub extern "C" fn load_flow(len: usize) -> bool {
    with(|player| match Player::read(&player.buffer, len) {
        Some(flow) => {
            player.flow = Some(flow);
            true
        }
        None => false,
    })
}

/// Takes a session over. `false` when the bytes are none; the one before stays then.
#[unsafe(no_mangle)]
pub extern "C" fn load_session(len: usize) -> bool {
    with(|player| match Player::read(&player.buffer, len) {
        Some(session) => {
            player.session = Some(session);
            true
        }
        None => false,
    })
}

/// Begins with a new subscriber of the flow. `false` without a flow.
#[unsafe(no_mangle)]
pub extern "C" fn new_session(subscriber: u64) -> bool {
    with(|player| {
        player.session = player.flow.as_ref().map(|flow| ManuallyDrop::new(Session::new(flow, subscriber)));
        player.session.is_some()
    })
}

/// Takes the rules of the subscriber's zone and, after them, of the project's own over. `false` when the bytes
/// are none; those before stay then.
#[unsafe(no_mangle)]
pub extern "C" fn load_zones(len: usize) -> bool {
    with(|player| match Player::read(&player.buffer, len) {
        Some(zones) => {
            (player.zone, player.home) = ManuallyDrop::into_inner(zones);
            true
        }
        None => false,
    })
}

/// Advances the conversation by the input in the buffer; `now` is in milliseconds since 1970, as `Date.now()`
/// gives it. The length of the answer, effects and session one after the other; 0 when the bytes are no input
/// or flow or session are missing.
#[unsafe(no_mangle)]
pub extern "C" fn step(len: usize, now: f64) -> usize {
    with(|player| player.step(len, now as i64).unwrap_or(0))
}
