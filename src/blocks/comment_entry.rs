//! Comment entry: a comment under a post begins a funnel in direct messages.

use super::parts::field;
use super::ways::{
    BESIDE_FIELD, EXCEPT_FIELD, ONCE_FIELD, PRIORITY_FIELD, SEGMENT_FIELD, begin, common_lines, folded,
    guard, policy, priority, quoted,
};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, Way};
use crate::flow::{EventTrigger, Op, StartPolicy, event_id};
use crate::model::{Block, Form, Label, Shape};

static FORM: Form = Form {
    name: "block comment_entry",
    fields: &[
        field(
            "posts",
            Label::new("Посты", "Posts"),
            Label::new(
                "Номера или адреса постов, как их сообщает мессенджер; пусто — любой пост",
                "Ids or addresses of posts as the messenger reports them; empty for any post",
            ),
            Shape::Lines,
        ),
        field(
            "keywords",
            Label::new("Слова", "Words"),
            Label::new(
                "Слова в комментарии: «+», «хочу»; пусто — любой комментарий. Чтобы звать на негатив, \
                 впишите сюда слова вроде «обман», «ужас*»",
                "Words in the comment: “+”, “want”; empty for any comment. To care for the unhappy, write words \
                 such as “fraud”, “awful*” here",
            ),
            Shape::Lines,
        ),
        EXCEPT_FIELD,
        ONCE_FIELD,
        BESIDE_FIELD,
        PRIORITY_FIELD,
        SEGMENT_FIELD,
    ],
};

/// Begins a funnel by a comment.
pub(super) static COMMENT_ENTRY: BlockType = BlockType {
    name: "comment_entry",
    family: Family::Entry,
    icon: "message-square-plus",
    label: Label::new("Комментарий", "Comment"),
    summary: Label::new(
        "Начинает воронку в личных сообщениях, когда под постом оставили комментарий",
        "Begins a funnel in direct messages when somebody comments on a post",
    ),
    also: Label::new("коммент под постом, запись, автоответ", "comment under a post, auto reply"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = begin(lower, false);
    lower.op(Op::Jump(next));
    let block = lower.block;
    lower.reading("segment", None);
    let guard = guard(lower, block.text("segment"));
    let target = lower.target(policy(block, StartPolicy::Beside), guard);
    let posts = block.lines("posts").iter().map(|post| post.trim()).filter(|post| !post.is_empty());
    let mut posts: Vec<_> = posts.collect();
    if posts.is_empty() {
        posts.push("");
    }
    for post in posts {
        let comment = EventTrigger {
            event: event_id("comment"),
            about: post.to_owned(),
            words: folded(block, "keywords"),
            except: folded(block, "except"),
            unasked: false,
            target,
        };
        lower.way(priority(block), Way::Event(comment));
    }
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    let posts = block.lines("posts").join(", ");
    lines.push(if posts.is_empty() {
        PreviewLine::Muted(Label::new("под любым постом", "under any post"), String::new())
    } else {
        PreviewLine::Pair(Label::new("Пост", "Post"), posts)
    });
    if !block.lines("keywords").is_empty() {
        lines.push(PreviewLine::Pair(Label::new("Слово", "Word"), quoted(block.lines("keywords"))));
    }
    lines.extend(common_lines(block));
    lines
}
