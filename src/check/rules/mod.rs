//! The rules themselves, one file each; the file's name is the rule's code.

mod ai_off;
mod branch_leads_nowhere;
mod broadcast_past;
mod broken_link;
mod broken_phone;
mod button_leads_nowhere;
mod caption_too_long;
mod channel_address;
mod collect_without_text;
mod compiled;
mod consent_missing;
mod delay_leads_nowhere;
mod duplicate_trigger;
mod empty_funnel;
mod empty_label;
mod empty_message;
mod entry_leads_nowhere;
mod entry_never_starts;
mod exit_names;
mod field_kind;
mod invalid_command;
mod label_too_long;
mod landing;
mod late_first_message;
mod list_too_long;
mod loop_without_wait;
mod media_format;
mod media_missing;
mod media_too_big;
mod messages_in_a_row;
mod min_over_max;
mod missing_stop_word;
pub(super) mod mixed_you;
mod no_channel;
mod no_default_reply;
mod no_entry;
pub(super) mod no_fallback;
mod no_receipts;
mod number_out_of_range;
mod profile_too_long;
mod question_without_field;
mod rule_never_holds;
mod split_without_weights;
mod start_payload_invalid;
mod tags;
mod text_too_long;
mod timeout_leads_nowhere;
mod too_many_buttons;
mod translations;
mod unfinished;
mod unknown_exit;
mod unknown_zone;
mod unreachable_block;
mod windows_never_meet;
mod wrong_amount;

use super::context::Exits;
use super::{Context, Rule};
use crate::blocks::{ExitKind, ExitSpec};
use crate::model::{Block, BlockId};

/// Every rule, in the order of the manual: ways, entries, contents, limits, names, settings.
pub(super) static ALL: &[&Rule] = &[
    &button_leads_nowhere::RULE,
    &branch_leads_nowhere::RULE,
    &timeout_leads_nowhere::RULE,
    &entry_leads_nowhere::RULE,
    &delay_leads_nowhere::RULE,
    &unreachable_block::RULE,
    &loop_without_wait::RULE,
    &messages_in_a_row::RULE,
    &late_first_message::RULE,
    &exit_names::DUPLICATE,
    &exit_names::NAMELESS,
    &unknown_exit::RULE,
    &no_entry::RULE,
    &entry_never_starts::RULE,
    &no_default_reply::RULE,
    &duplicate_trigger::RULE,
    &invalid_command::RULE,
    &empty_funnel::RULE,
    &empty_message::RULE,
    &empty_label::RULE,
    &unfinished::BLOCK,
    &unfinished::BUTTON,
    &broken_phone::RULE,
    &mixed_you::RULE,
    &question_without_field::RULE,
    &min_over_max::RULE,
    &collect_without_text::RULE,
    &rule_never_holds::RULE,
    &ai_off::RULE,
    &wrong_amount::RULE,
    &split_without_weights::RULE,
    &number_out_of_range::RULE,
    &text_too_long::RULE,
    &caption_too_long::RULE,
    &label_too_long::RULE,
    &too_many_buttons::RULE,
    &broken_link::RULE,
    &media_missing::RULE,
    &media_format::RULE,
    &media_too_big::RULE,
    &no_receipts::RULE,
    &list_too_long::RULE,
    &compiled::UNKNOWN_VARIABLE,
    &compiled::UNKNOWN_TAG,
    &tags::NEVER_SET,
    &tags::UNUSED,
    &compiled::UNKNOWN_FUNNEL,
    &compiled::UNKNOWN_STEP,
    &compiled::UNKNOWN_BLOCK,
    &compiled::BROKEN_TEMPLATE,
    &no_fallback::RULE,
    &compiled::BROKEN_FORMULA,
    &compiled::BROKEN_TIME,
    &windows_never_meet::RULE,
    &broadcast_past::RULE,
    &translations::MISSING,
    &translations::FIELDS,
    &translations::IDLE,
    &translations::STALE,
    &compiled::BROKEN_PLACE,
    &compiled::ODD_CELL,
    &compiled::ODD_VALUE,
    &field_kind::RULE,
    &missing_stop_word::RULE,
    &consent_missing::NEVER,
    &consent_missing::LATE,
    &consent_missing::DATA,
    &unknown_zone::RULE,
    &start_payload_invalid::RULE,
    &no_channel::RULE,
    &channel_address::UNKNOWN,
    &channel_address::WITHOUT,
    &channel_address::INVALID,
    &profile_too_long::RULE,
    &landing::LINK,
    &landing::ADDRESS,
    &landing::CONSENT,
];

/// Exits of one kind without a wire to a block.
fn open_exits<'a>(
    context: &Context<'a>,
    kind: ExitKind,
) -> impl Iterator<Item = (BlockId, &'a Block, ExitSpec)> {
    context.exits().iter().flat_map(move |Exits { block_id, block, exits }| {
        let open = exits.iter().filter(move |exit| exit.kind == kind && !context.is_connected(block, exit));
        open.map(move |exit| (*block_id, *block, exit.clone()))
    })
}
