//! A WebAssembly module as bytes: its functions with their names and sizes, and copies of it without some.

use std::collections::BTreeMap;
use std::ops::Range;

const CUSTOM: u8 = 0;
const TYPE: u8 = 1;
const IMPORT: u8 = 2;
const FUNCTION: u8 = 3;
const CODE: u8 = 10;
const DATA: u8 = 11;
/// Where the names of functions stand inside the section `name`.
const FUNCTION_NAMES: u8 = 1;
/// No locals, `unreachable`, `end`.
const EMPTY_BODY: &[u8] = &[0, 0, 0x0b];

/// A module taken apart.
pub struct Module {
    bytes: Vec<u8>,
    sections: Vec<(u8, Range<usize>)>,
    /// Every function that the module itself holds, in order.
    pub functions: Vec<Function>,
}

/// A function of a module.
pub struct Function {
    /// Its mangled name; empty when it has none.
    pub name: String,
    body: Range<usize>,
    /// The type of its result; `None` when it has none.
    result: Option<u8>,
}

impl Function {
    /// Bytes of its code.
    pub fn size(&self) -> usize {
        self.body.len()
    }

    /// A body that does nothing and gives zero.
    fn idle(&self) -> &'static [u8] {
        match self.result {
            None => &[0, 0x0b],
            Some(0x7f) => &[0, 0x41, 0, 0x0b],
            Some(0x7e) => &[0, 0x42, 0, 0x0b],
            Some(0x7d) => &[0, 0x43, 0, 0, 0, 0, 0x0b],
            Some(0x7c) => &[0, 0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x0b],
            Some(_) => EMPTY_BODY,
        }
    }
}

impl Module {
    /// Takes a module apart. `None` when the bytes are none.
    pub fn parse(bytes: Vec<u8>) -> Option<Self> {
        let mut sections = Vec::new();
        let mut at = bytes.starts_with(b"\0asm").then_some(8)?;
        while at < bytes.len() {
            let id = bytes[at];
            let start = &mut (at + 1);
            let len = number(&bytes, start)?;
            at = *start + len;
            sections.push((id, *start..at));
        }
        let mut module = Self { bytes, sections, functions: Vec::new() };
        let imported = module.section(IMPORT).map_or(Some(0), |section| {
            number(&module.bytes, &mut section.start.clone()) // a module of ours imports functions only
        })?;
        let mut names = module.names()?;
        let results = module.results()?;
        let mut at = module.section(CODE)?.start;
        for index in 0..number(&module.bytes, &mut at)? {
            let len = number(&module.bytes, &mut at)?;
            let name = names.remove(&(imported + index)).unwrap_or_default();
            let result = results.get(index).copied().flatten();
            module.functions.push(Function { name, body: at..at + len, result });
            at += len;
        }
        Some(module)
    }

    fn section(&self, id: u8) -> Option<Range<usize>> {
        self.sections.iter().find(|section| section.0 == id).map(|section| section.1.clone())
    }

    /// The types of the results of all functions that the module itself holds, in order.
    fn results(&self) -> Option<Vec<Option<u8>>> {
        let (mut types, mut at) = (Vec::new(), self.section(TYPE)?.start);
        for _ in 0..number(&self.bytes, &mut at)? {
            at += 1; // the mark of a function
            let parameters = number(&self.bytes, &mut at)?;
            at += parameters;
            let results = number(&self.bytes, &mut at)?;
            types.push(self.bytes.get(at..at + results)?.first().copied());
            at += results;
        }
        let mut at = self.section(FUNCTION)?.start;
        let count = number(&self.bytes, &mut at)?;
        (0..count).map(|_| types.get(number(&self.bytes, &mut at)?).copied()).collect()
    }

    fn names(&self) -> Option<BTreeMap<usize, String>> {
        let mut found = BTreeMap::new();
        for (_, section) in self.sections.iter().filter(|section| section.0 == CUSTOM) {
            let mut at = section.start;
            if text(&self.bytes, &mut at)? != "name" {
                continue;
            }
            while at < section.end {
                let id = self.bytes[at];
                at += 1;
                let len = number(&self.bytes, &mut at)?;
                let mut inside = at;
                at += len;
                if id == FUNCTION_NAMES {
                    for _ in 0..number(&self.bytes, &mut inside)? {
                        let index = number(&self.bytes, &mut inside)?;
                        found.insert(index, text(&self.bytes, &mut inside)?);
                    }
                }
            }
        }
        Some(found)
    }

    /// The module as it travels: without names and other notes, and with the bodies of some functions emptied.
    pub fn without(&self, emptied: impl Fn(&Function) -> bool) -> Vec<u8> {
        self.written(|function| emptied(function).then_some(EMPTY_BODY), false)
    }

    /// The module with its names, and with the bodies of some functions emptied.
    pub fn emptied(&self, emptied: impl Fn(&Function) -> bool) -> Vec<u8> {
        self.written(|function| emptied(function).then_some(EMPTY_BODY), true)
    }

    /// The module with its names, and with functions that do nothing and give zero.
    pub fn idling(&self, idle: impl Fn(&Function) -> bool) -> Vec<u8> {
        self.written(|function| idle(function).then(|| function.idle()), true)
    }

    fn written(&self, body: impl Fn(&Function) -> Option<&'static [u8]>, notes: bool) -> Vec<u8> {
        let mut bytes = self.bytes[..8].to_vec();
        for (id, section) in self.sections.iter().filter(|section| notes || section.0 != CUSTOM) {
            bytes.push(*id);
            let code;
            let inside = if *id == CODE {
                code = self.code(&body);
                code.as_slice()
            } else {
                &self.bytes[section.clone()]
            };
            push_number(&mut bytes, inside.len());
            bytes.extend_from_slice(inside);
        }
        bytes
    }

    fn code(&self, other: impl Fn(&Function) -> Option<&'static [u8]>) -> Vec<u8> {
        let mut code = Vec::new();
        push_number(&mut code, self.functions.len());
        for function in &self.functions {
            let body = other(function).unwrap_or(&self.bytes[function.body.clone()]);
            push_number(&mut code, body.len());
            code.extend_from_slice(body);
        }
        code
    }

    /// The constant data, tables and texts, by itself.
    pub fn data(&self) -> &[u8] {
        self.section(DATA).map_or(&[], |section| &self.bytes[section])
    }
}

/// An unsigned LEB128 number.
fn number(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= usize::from(byte & 127) << shift;
        shift += 7;
        if byte < 128 {
            return Some(value);
        }
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn text(bytes: &[u8], at: &mut usize) -> Option<String> {
    let len = number(bytes, at)?;
    let text = bytes.get(*at..*at + len)?;
    *at += len;
    Some(String::from_utf8_lossy(text).into_owned())
}
