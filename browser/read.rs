//! Reads postcard bytes without ever failing on the way.
//!
//! A reader that meets nonsense remembers it, reads zeros from there on and is asked once at the end. So the
//! error type has no values, every `?` of derived code vanishes, and a flow is read by a third of the code that
//! postcard's own reader takes. The bytes are the same.

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::fmt;

/// Reads a value that takes all the bytes; `None` when they are not one.
pub fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Option<T> {
    let mut reader = Reader { rest: bytes, broken: false };
    let Ok(value) = T::deserialize(&mut reader);
    if reader.broken || !reader.rest.is_empty() {
        // Giving a flow's memory back takes a kilobyte of code, for nonsense that a page loads once if ever.
        std::mem::forget(value);
        return None;
    }
    Some(value)
}

/// An error that does not happen.
#[derive(Debug)]
pub enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Error for Never {
    /// Derived code calls this for a missing part or an unknown variant; the reader hands out neither.
    fn custom<T: fmt::Display>(_: T) -> Self {
        std::process::abort()
    }
}

impl serde::ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        std::process::abort()
    }
}

struct Reader<'de> {
    rest: &'de [u8],
    broken: bool,
}

impl<'de> Reader<'de> {
    #[inline(never)]
    fn byte(&mut self) -> u8 {
        if let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            *first
        } else {
            self.broken = true;
            0
        }
    }

    #[inline(never)]
    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 127) << (shift & 63);
            shift += 7;
            if byte < 128 {
                return number;
            }
        }
    }

    #[inline(never)]
    fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    #[inline(never)]
    fn len(&mut self) -> usize {
        self.number() as usize
    }

    #[inline(never)]
    fn text(&mut self) -> &'de str {
        let len = self.len();
        let text = self.rest.split_at_checked(len).and_then(|(text, rest)| {
            self.rest = rest;
            std::str::from_utf8(text).ok()
        });
        self.broken |= text.is_none();
        text.unwrap_or_default()
    }
}

macro_rules! numbers {
    ($($name:ident $visit:ident $number:ident $kind:ty),*) => { $(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            visitor.$visit(self.$number() as $kind)
        }
    )* };
}

/// Shapes that nothing here has: postcard bytes do not tell what they hold.
macro_rules! never {
    ($($name:ident)*) => { $(
        fn $name<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
            std::process::abort()
        }
    )* };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Never;

    numbers! {
        deserialize_u8 visit_u8 byte u8, deserialize_i8 visit_i8 byte i8,
        deserialize_u16 visit_u16 number u16, deserialize_u32 visit_u32 number u32,
        deserialize_u64 visit_u64 number u64, deserialize_i16 visit_i16 signed i16,
        deserialize_i32 visit_i32 signed i32, deserialize_i64 visit_i64 signed i64
    }
    never! {
        deserialize_any deserialize_f32 deserialize_f64 deserialize_char deserialize_bytes
        deserialize_byte_buf deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.byte() != 0)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if self.byte() == 0 { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.len();
        visitor.visit_seq(Items { reader: self, left })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.len();
        visitor.visit_map(Items { reader: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Parts(self))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Parts(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Parts(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_enum(Variant { count: variants.len(), reader: self })
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// The parts of a struct or tuple: as many as are asked for.
struct Parts<'a, 'de>(&'a mut Reader<'de>);

impl<'de> SeqAccess<'de> for Parts<'_, 'de> {
    type Error = Never;

    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        let Ok(value) = seed.deserialize(&mut *self.0);
        Ok(Some(value))
    }
}

/// The items of a list; nonsense ends it.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        if self.left == 0 || self.reader.broken {
            return Ok(None);
        }
        self.left -= 1;
        let Ok(value) = seed.deserialize(&mut *self.reader);
        Ok(Some(value))
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Never;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Never> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Never> {
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant of an enum and what it holds.
struct Variant<'a, 'de> {
    count: usize,
    reader: &'a mut Reader<'de>,
}

impl<'a, 'de> EnumAccess<'de> for Variant<'a, 'de> {
    type Error = Never;
    type Variant = Parts<'a, 'de>;

    #[inline(always)]
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Parts<'a, 'de>), Never> {
        let mut index = self.reader.len();
        if index >= self.count {
            (index, self.reader.broken) = (0, true);
        }
        let Ok(value): Result<_, Never> = seed.deserialize((index as u32).into_deserializer());
        Ok((value, Parts(self.reader)))
    }
}

impl<'de> VariantAccess<'de> for Parts<'_, 'de> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(self)
    }
}
