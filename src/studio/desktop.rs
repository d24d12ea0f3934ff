//! What the desktop wishes for all its windows: dark or light, less movement; whether it has dialogs for files.
//!
//! Asked over D-Bus from the settings portal, and heard of again when it changes, without ever asking twice. A
//! desktop without a portal wishes nothing.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedValue, Value};

/// What the desktop wishes; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Dark windows.
    pub dark: Option<bool>,
    /// No movement that is only for the looks.
    pub less_motion: Option<bool>,
}

/// Where a wish stands: namespace and key.
const COLOUR: (&str, &str) = ("org.freedesktop.appearance", "color-scheme");
const MOTION: (&str, &str) = ("org.freedesktop.appearance", "reduced-motion");
const ANIMATIONS: (&str, &str) = ("org.gnome.desktop.interface", "enable-animations");

/// Tells the wishes now and after each change, beside the caller and as long as the program runs, until `tell`
/// gives `false`.
pub fn watch(mut tell: impl FnMut(Wishes) -> bool + Send + 'static) {
    std::thread::spawn(move || {
        // No bus or no portal: there is nobody to ask, and the defaults stay.
        let _ = listen(&mut tell);
    });
}

/// Whether the system has dialogs to choose files in: a portal with a chooser, or `zenity`. May take as long as a portal
/// takes to start.
pub fn has_file_dialogs() -> bool {
    !cfg!(target_os = "linux") || portal_chooses().is_ok() || is_program("zenity", std::env::var_os("PATH"))
}

fn portal_chooses() -> zbus::Result<u32> {
    let bus = Connection::session()?;
    let chooser = Proxy::new(
        &bus,
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.FileChooser",
    )?;
    // A portal that has nobody to draw its dialogs does not know the interface.
    chooser.get_property("version")
}

/// Whether one of the folders has a program of that name.
fn is_program(name: &str, folders: Option<impl AsRef<OsStr>>) -> bool {
    let has = |folders: &OsStr| std::env::split_paths(folders).any(|folder| folder.join(name).is_file());
    folders.is_some_and(|folders| has(folders.as_ref()))
}

fn listen(tell: &mut impl FnMut(Wishes) -> bool) -> zbus::Result<()> {
    let bus = Connection::session()?;
    let portal = Proxy::new(
        &bus,
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
    )?;
    let changes = portal.receive_signal("SettingChanged")?;
    let mut known = BTreeMap::new();
    for place in [COLOUR, MOTION, ANIMATIONS] {
        if let Ok(value) = portal.call::<_, _, OwnedValue>("Read", &place) {
            known.extend(number(&value).map(|number| (place, number)));
        }
    }
    let mut going = tell(wishes(&known));
    for change in changes {
        if !going {
            break;
        }
        let body = change.body();
        let Ok((namespace, key, value)) = body.deserialize::<(&str, &str, Value<'_>)>() else { continue };
        let place = [COLOUR, MOTION, ANIMATIONS].into_iter().find(|place| *place == (namespace, key));
        if let (Some(place), Some(number)) = (place, number(&value)) {
            known.insert(place, number);
            going = tell(wishes(&known));
        }
    }
    Ok(())
}

/// A flag or a number, whatever it is wrapped in: older portals wrap twice.
fn number(value: &Value<'_>) -> Option<u32> {
    match value {
        Value::Value(inner) => number(inner),
        Value::U32(number) => Some(*number),
        Value::Bool(flag) => Some(u32::from(*flag)),
        _ => None,
    }
}

fn wishes(known: &BTreeMap<(&str, &str), u32>) -> Wishes {
    let dark = match known.get(&COLOUR) {
        Some(1) => Some(true),
        Some(2) => Some(false),
        _ => None,
    };
    let animations = known.get(&ANIMATIONS).map(|on| *on == 0);
    let less_motion = known.get(&MOTION).filter(|wish| **wish > 0).map(|_| true).or(animations);
    Wishes { dark, less_motion }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_read_from_what_desktops_say() {
        let none = BTreeMap::new();
        assert_eq!(wishes(&none), Wishes::default());
        let gnome = BTreeMap::from([(COLOUR, 1), (ANIMATIONS, 0)]);
        assert_eq!(wishes(&gnome), Wishes { dark: Some(true), less_motion: Some(true) });
        let calm = BTreeMap::from([(COLOUR, 2), (MOTION, 1), (ANIMATIONS, 1)]);
        assert_eq!(wishes(&calm), Wishes { dark: Some(false), less_motion: Some(true) });
    }

    #[test]
    fn a_program_is_looked_for_in_every_folder() {
        let (empty, full) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(full.path().join("zenity"), "").unwrap();
        let both = std::env::join_paths([empty.path(), full.path()]).unwrap();
        assert!(is_program("zenity", Some(both)));
        assert!(!is_program("zenity", Some(empty.path())));
        assert!(!is_program("zenity", None::<&OsStr>));
    }

    #[test]
    fn a_value_wrapped_twice_is_still_a_number() {
        let twice = Value::Value(Box::new(Value::Value(Box::new(Value::U32(1)))));
        assert_eq!(number(&twice), Some(1));
        assert_eq!(number(&Value::Bool(false)), Some(0));
        assert_eq!(number(&Value::from("dark")), None);
    }
}
