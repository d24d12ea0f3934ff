//! (to be written)
use super::{Input, Observer, run::Run};
pub(super) fn accept<O: Observer>(run: &mut Run<'_, O>, input: &Input<'_>) {
    let _ = (run, input);
}
