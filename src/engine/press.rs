//! What subscribers send that names something: payloads of buttons, commands.

use crate::model::BlockId;
use std::fmt;

/// What a button brings back when pressed: `t.g.b.key` in base 36, far below Telegram's 64 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payload<'a> {
    /// The thread that showed the button.
    pub thread: u16,
    /// The generation of the thread then.
    pub generation: u32,
    /// The block of the button.
    pub block: BlockId,
    /// Key of the button in the block.
    pub key: &'a str,
}

impl Payload<'_> {
    /// Appends the payload as it goes to the messenger.
    pub fn push_to(&self, text: &mut String) {
        for number in [u32::from(self.thread), self.generation, self.block.0] {
            push_base36(text, number);
            text.push('.');
        }
        text.push_str(self.key);
    }
}

impl fmt::Display for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

fn push_base36(text: &mut String, number: u32) {
    if number >= 36 {
        push_base36(text, number / 36);
    }
    text.push(char::from(b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize]));
}

/// Most digits of a number of 32 bits in base 36.
const DIGITS_MAX: usize = 7;

/// Reads a payload; `None` when it is not one of ours.
pub fn payload_of(text: &str) -> Option<Payload<'_>> {
    let (thread, rest) = base36(text)?;
    let (generation, rest) = base36(rest)?;
    let (block, key) = base36(rest).filter(|(_, key)| !key.is_empty())?;
    Some(Payload { thread: u16::try_from(thread).ok()?, generation, block: BlockId(block), key })
}

/// A number in base 36 up to a dot, and what follows the dot.
fn base36(text: &str) -> Option<(u32, &str)> {
    // As many digits as a number of 32 bits may have, so that nothing overflows.
    let mut number = 0u64;
    for (at, byte) in text.bytes().enumerate().take(DIGITS_MAX + 1) {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'z' => byte - b'a' + 10,
            b'.' if at > 0 => return Some((u32::try_from(number).ok()?, text.get(at + 1..)?)),
            _ => return None,
        };
        number = number * 36 + u64::from(digit);
    }
    None
}

/// Splits `/start@my_bot checklist` into the name in lower case and the rest. `None` for anything but a slash and
/// a name of 1 to 32 Latin letters, digits and `_` at the very beginning, which is what Telegram takes for one.
pub fn command_of(text: &str) -> Option<(String, &str)> {
    let rest = text.strip_prefix('/')?;
    let (word, args) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = word.split('@').next().unwrap_or(word);
    let is_name = |c: u8| c.is_ascii_alphanumeric() || c == b'_';
    let well_made = (1..=32).contains(&name.len()) && name.bytes().all(is_name);
    well_made.then(|| (name.to_ascii_lowercase(), args.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_come_back_as_they_went() {
        let biggest = Payload {
            thread: u16::MAX,
            generation: u32::MAX,
            block: BlockId(u32::MAX),
            key: "button-16-bytes.",
        };
        for payload in [Payload { thread: 0, generation: 0, block: BlockId(0), key: "a" }, biggest] {
            let text = payload.to_string();
            assert!(text.len() <= 40, "{text}");
            assert_eq!(payload_of(&text), Some(payload));
        }
        for text in ["", "1.2.3", "1.2.3.", "x", "-1.2.3.a", "1.2.ы.a", "zzzzz.1.1.a"] {
            assert_eq!(payload_of(text), None, "{text}");
        }
    }
}
