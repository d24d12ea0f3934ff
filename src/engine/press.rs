//! What subscribers send that names something: payloads of buttons, commands.

use crate::flow::split_at_sign;
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

impl fmt::Display for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0u8; 24];
        let mut len = 0;
        for number in [u32::from(self.thread), self.generation, self.block.0] {
            let start = len;
            let mut rest = number;
            loop {
                digits[len] = b"0123456789abcdefghijklmnopqrstuvwxyz"[(rest % 36) as usize];
                len += 1;
                rest /= 36;
                if rest == 0 {
                    break;
                }
            }
            digits[start..len].reverse();
            digits[len] = b'.';
            len += 1;
        }
        f.write_str(std::str::from_utf8(&digits[..len]).unwrap_or_default())?;
        f.write_str(self.key)
    }
}

/// Reads a payload; `None` when it is not one of ours.
pub fn payload_of(text: &str) -> Option<Payload<'_>> {
    let (thread, rest) = split_at_sign(text, b'.')?;
    let (generation, rest) = split_at_sign(rest, b'.')?;
    let (block, key) = split_at_sign(rest, b'.').filter(|(_, key)| !key.is_empty())?;
    let (thread, generation, block) = (base36(thread)?, base36(generation)?, base36(block)?);
    Some(Payload { thread: u16::try_from(thread).ok()?, generation, block: BlockId(block), key })
}

fn base36(digits: &str) -> Option<u32> {
    let first = if digits.is_empty() { None } else { Some(0u32) };
    digits.chars().fold(first, |number, digit| number?.checked_mul(36)?.checked_add(digit.to_digit(36)?))
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
