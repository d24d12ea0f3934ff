//! Dialogs one after another: what comes while somebody answers waits for its turn, so that nothing that was typed or
//! chosen is lost under it.

use super::App;
use crate::diag::Words;
use crate::model::Label;
use crate::studio::dialogs::{Dialog, Failure, Then};
use std::mem::discriminant;

impl App {
    /// Shows a dialog, or lets it wait until those before it are answered. A newer one of the same kind takes the place
    /// of the earlier; failures are told one by one.
    pub(super) fn show_dialog(&mut self, dialog: Dialog) {
        let is_failure = matches!(dialog, Dialog::Failure(_));
        let is_same = |shown: &&mut Dialog| !is_failure && discriminant(*shown) == discriminant(&dialog);
        if let Some(shown) = self.dialogs().find(is_same) {
            *shown = dialog;
        } else {
            self.desk.waiting.push_back(dialog);
            self.next_dialog();
        }
    }

    /// Shows a dialog now; the one that is open comes back after it.
    fn show_dialog_first(&mut self, dialog: Dialog) {
        self.drop_dialogs(|shown| discriminant(shown) == discriminant(&dialog));
        if let Some(open) = self.desk.dialog.replace(dialog) {
            self.desk.waiting.push_front(open);
        }
    }

    /// Opens the dialog whose turn it is.
    pub(super) fn next_dialog(&mut self) {
        if self.desk.dialog.is_none() {
            self.desk.dialog = self.desk.waiting.pop_front();
        }
    }

    /// The open dialog and those that wait.
    pub(super) fn dialogs(&mut self) -> impl Iterator<Item = &mut Dialog> {
        self.desk.dialog.iter_mut().chain(&mut self.desk.waiting)
    }

    /// Takes dialogs away that nobody has to answer any more.
    pub(super) fn drop_dialogs(&mut self, which: impl Fn(&Dialog) -> bool) {
        self.desk.dialog.take_if(|dialog| which(dialog));
        self.desk.waiting.retain(|dialog| !which(dialog));
    }

    /// Says that something did not work, in a dialog that waits to be read.
    pub(super) fn fail(&mut self, title: Label, text: Words) {
        self.show_dialog(Dialog::Failure(Failure { title, text, elsewhere: None }));
    }

    /// Asks about unsaved changes first when there are some that are not being saved at this moment; gives whether to go
    /// on at once.
    pub(super) fn may_leave(&mut self, then: Then) -> bool {
        let dirty = self.document.as_ref().is_some_and(super::Document::is_dirty);
        if dirty && !self.leaves_when_saved(&then) {
            // The window's own button is pressed over a dialog, too, and wants its answer now.
            self.show_dialog_first(Dialog::Unsaved(then));
        }
        !dirty
    }
}
