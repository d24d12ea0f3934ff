//! Values as bytes, between a page and the engine in it, and at rest: what postcard writes, read and written without
//! serde's machinery, which takes twice the time and weighs several kilobytes more in a page.
//!
//! A reader that meets nonsense remembers it, reads zeros from there on and is asked once at the end, so nothing
//! can fail on the way. `shapes.rs` says what each type is made of.

mod shapes;

/// Something that travels.
pub trait Travel: Sized {
    /// The next value of the bytes; any value when they are none, see [`Reader`].
    fn read(reader: &mut Reader<'_>) -> Self;
    /// Appends the value.
    fn write(&self, bytes: &mut Vec<u8>);
}

/// Reads a value that takes all the bytes; `None` when they are not one.
pub fn read<T: Travel>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader::new(bytes);
    let value = T::read(&mut reader);
    reader.is_done().then_some(value)
}

/// Bytes that are being read.
pub struct Reader<'a> {
    rest: &'a [u8],
    broken: bool,
}

impl<'a> Reader<'a> {
    /// Begins to read.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, broken: false }
    }

    /// Whether everything was read and made sense.
    pub const fn is_done(&self) -> bool {
        !self.broken && self.rest.is_empty()
    }

    /// A byte; wider than it is, so that nobody has to cut it.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn byte(&mut self) -> u32 {
        if let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            u32::from(*first)
        } else {
            self.broken = true;
            0
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn number(&mut self) -> u64 {
        // Most are short.
        match self.rest {
            [short @ 0..128, rest @ ..] => {
                self.rest = rest;
                u64::from(*short)
            }
            _ => self.long_number(),
        }
    }

    #[cold]
    fn long_number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        let mut bytes = self.rest.iter();
        for byte in &mut bytes {
            number |= u64::from(byte & 127) << (shift & 63);
            shift += 7;
            if *byte < 128 {
                self.rest = bytes.as_slice();
                return number;
            }
        }
        self.broken = true;
        self.rest = &[];
        0
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn word(&mut self) -> u32 {
        self.number() as u32
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    /// The length of a list or text: every item takes a byte at least.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn len(&mut self) -> usize {
        let len = self.word() as usize;
        if len <= self.rest.len() {
            return len;
        }
        self.broken = true;
        0
    }

    /// The number of a variant out of so many.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn variant(&mut self, count: u32) -> u32 {
        let index = self.word();
        if index < count {
            return index;
        }
        self.broken = true;
        0
    }

    /// The next text.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn text(&mut self) -> &'a str {
        let text = std::str::from_utf8(self.bytes()).ok();
        self.broken |= text.is_none();
        text.unwrap_or_default()
    }

    fn bytes(&mut self) -> &'a [u8] {
        let len = self.len();
        let (bytes, rest) = self.rest.split_at(len);
        self.rest = rest;
        bytes
    }

    /// The next text, copied before it is looked at: what is allocated begins where the check is fastest.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn owned_text(&mut self) -> String {
        let text = String::from_utf8(self.bytes().to_vec()).ok();
        self.broken |= text.is_none();
        text.unwrap_or_default()
    }
}

#[cfg_attr(target_arch = "wasm32", inline(never))]
fn write_number(number: u64, bytes: &mut Vec<u8>) {
    if number < 128 { bytes.push(number as u8) } else { write_long_number(number, bytes) }
}

#[cold]
fn write_long_number(mut number: u64, bytes: &mut Vec<u8>) {
    while number > 127 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg_attr(target_arch = "wasm32", inline(never))]
fn write_signed(number: i64, bytes: &mut Vec<u8>) {
    write_number((number << 1 ^ number >> 63) as u64, bytes);
}

/// Appends a text.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub fn write_text(text: &str, bytes: &mut Vec<u8>) {
    write_number(text.len() as u64, bytes);
    bytes.extend_from_slice(text.as_bytes());
}

macro_rules! numbers {
    ($($kind:ty, $read:ident, $write:ident);*) => { $(
        impl Travel for $kind {
            fn read(reader: &mut Reader<'_>) -> Self {
                reader.$read() as $kind
            }

            fn write(&self, bytes: &mut Vec<u8>) {
                $write(*self as _, bytes);
            }
        }
    )* };
}

numbers! {
    u16, word, write_number; u32, word, write_number; u64, number, write_number;
    usize, word, write_number; i32, signed, write_signed; i64, signed, write_signed
}

impl Travel for u8 {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.byte() as u8
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(*self);
    }
}

impl Travel for bool {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.byte() != 0
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }
}

impl Travel for String {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.owned_text()
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        write_text(self, bytes);
    }
}

impl Travel for Box<str> {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.owned_text().into()
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        write_text(self, bytes);
    }
}

impl<T: Travel> Travel for Box<T> {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self::new(T::read(reader))
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        T::write(self, bytes);
    }
}

impl<T: Travel> Travel for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Self {
        if reader.byte() == 0 { None } else { Some(T::read(reader)) }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        self.is_some().write(bytes);
        if let Some(value) = self {
            value.write(bytes);
        }
    }
}

fn write_items<T: Travel>(items: &[T], bytes: &mut Vec<u8>) {
    write_number(items.len() as u64, bytes);
    for item in items {
        item.write(bytes);
    }
}

impl<T: Travel> Travel for Vec<T> {
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn read(reader: &mut Reader<'_>) -> Self {
        (0..reader.len()).map(|_| T::read(reader)).collect()
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        write_items(self, bytes);
    }
}

impl<T: Travel> Travel for Box<[T]> {
    fn read(reader: &mut Reader<'_>) -> Self {
        Vec::read(reader).into()
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        write_items(self, bytes);
    }
}

impl<T: Travel, const N: usize> Travel for [T; N] {
    fn read(reader: &mut Reader<'_>) -> Self {
        std::array::from_fn(|_| T::read(reader))
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        for item in self {
            item.write(bytes);
        }
    }
}

impl<A: Travel, B: Travel> Travel for (A, B) {
    fn read(reader: &mut Reader<'_>) -> Self {
        (A::read(reader), B::read(reader))
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }
}

impl<A: Travel, B: Travel, C: Travel> Travel for (A, B, C) {
    fn read(reader: &mut Reader<'_>) -> Self {
        (A::read(reader), B::read(reader), C::read(reader))
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
        self.2.write(bytes);
    }
}
