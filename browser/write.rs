//! Writes postcard bytes into a list that cannot be full, so that nothing can fail on the way either.

use crate::read::Never;
use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Appends a value.
pub fn write<T: Serialize>(value: &T, bytes: &mut Vec<u8>) {
    let Ok(()) = value.serialize(&mut Writer(bytes));
}

struct Writer<'a>(&'a mut Vec<u8>);

impl Writer<'_> {
    #[inline(never)]
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    #[inline(never)]
    fn number(&mut self, mut number: u64) {
        while number > 127 {
            self.byte(number as u8 | 128);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    #[inline(never)]
    fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    #[inline(never)]
    fn text(&mut self, text: &[u8]) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text);
    }
}

macro_rules! numbers {
    ($($name:ident $kind:ty, $number:ident $wide:ty);*) => { $(
        fn $name(self, number: $kind) -> Result<(), Never> {
            self.$number(number as $wide);
            Ok(())
        }
    )* };
}

/// Shapes that nothing here has.
macro_rules! never {
    ($($name:ident $kind:ty),*) => { $(
        fn $name(self, _: $kind) -> Result<(), Never> {
            std::process::abort()
        }
    )* };
}

impl Serializer for &mut Writer<'_> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers! {
        serialize_bool bool, byte u8; serialize_u8 u8, byte u8; serialize_i8 i8, byte u8;
        serialize_u16 u16, number u64; serialize_u32 u32, number u64; serialize_u64 u64, number u64;
        serialize_i16 i16, signed i64; serialize_i32 i32, signed i64; serialize_i64 i64, signed i64
    }
    never! { serialize_f32 f32, serialize_f64 f64, serialize_char char }

    fn serialize_str(self, text: &str) -> Result<(), Never> {
        self.text(text.as_bytes());
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Never> {
        self.text(bytes);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.byte(0);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        self.byte(1);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, index: u32, _: &'static str) -> Result<(), Never> {
        self.number(u64::from(index));
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.number(u64::from(index));
        value.serialize(self)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self, Never> {
        self.number(len.unwrap_or_default() as u64);
        Ok(self)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Self, Never> {
        self.number(len.unwrap_or_default() as u64);
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Never> {
        self.number(u64::from(index));
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Never> {
        self.number(u64::from(index));
        Ok(self)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// Parts follow one another with nothing between them.
macro_rules! parts {
    ($($shape:ident $name:ident $(($key:ty))?),*) => { $(
        impl $shape for &mut Writer<'_> {
            type Ok = ();
            type Error = Never;

            fn $name<T: Serialize + ?Sized>(&mut self, $(_: $key,)? value: &T) -> Result<(), Never> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Never> {
                Ok(())
            }
        }
    )* };
}

parts! {
    SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field, SerializeStruct serialize_field(&'static str),
    SerializeStructVariant serialize_field(&'static str)
}

impl SerializeMap for &mut Writer<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Never> {
        Ok(())
    }
}
