//! Consent: one that is required and never asked for, delays that end a conversation without it, personal data
//! that are asked for first.

use crate::check::{Context, Reads, Rule, error, warning};
use crate::compile::target_of;
use crate::diag::{Anchor, Diagnostic, Words};
use crate::flow::{AnswerKind, ExprOp, Op, OpIdx};
use crate::model::{BlockId, Label};
use std::collections::BTreeSet;

const ASK: Label = Label::new(
    "Поставьте блок «Согласие» до этого места, сразу после входа.",
    "Put a block “Consent” before this place, right after the entry.",
);

pub(super) static NEVER: Rule = Rule {
    code: "consent-never-asked",
    label: Label::new("Согласие требуется, но его не спрашивают", "Consent is required and never asked for"),
    why: Label::new(
        "Ни одно отложенное сообщение и ни одна рассылка не уйдут: согласиться подписчику негде.",
        "No delayed message and no broadcast goes out: a subscriber has nowhere to agree.",
    ),
    fix: Label::new(
        "Добавьте блок «Согласие» или снимите требование в настройках проекта.",
        "Add a block “Consent”, or take the demand off in the project's settings.",
    ),
    reads: Reads::Ways,
    check: never_asked,
};

pub(super) static LATE: Rule = Rule {
    code: "delay-without-consent",
    label: Label::new("Пауза без согласия", "A delay without consent"),
    why: Label::new(
        "Проект требует согласия: после паузы бот не напишет тому, кто его не дал, и разговор оборвётся.",
        "The project requires consent: after the delay the bot does not write to those who have not given it.",
    ),
    fix: ASK,
    reads: Reads::Ways,
    check: delays,
};

pub(super) static DATA: Rule = Rule {
    code: "data-without-consent",
    label: Label::new("Личные данные без согласия", "Personal data without consent"),
    why: Label::new(
        "Закон требует согласия до того, как у подписчика спросили телефон, почту или место.",
        "The law asks for consent before a subscriber is asked for a telephone number, an e-mail or a place.",
    ),
    fix: ASK,
    reads: Reads::Ways,
    check: data,
};

fn asks(context: &Context<'_>) -> bool {
    context.flow().ops.iter().any(|op| matches!(op, Op::Agree(true)))
}

fn never_asked(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.project.consent.required || asks(context) {
        return Vec::new();
    }
    vec![error(
        NEVER.code,
        Anchor::Project,
        Words::new(
            "Проект требует согласия, но нигде его не спрашивает: отложенные сообщения и рассылки не уйдут никому",
            "The project requires consent and asks for it nowhere: delayed messages and broadcasts reach nobody",
        ),
        Words::new(
            "Добавьте блок «Согласие» или снимите требование в настройках проекта",
            "Add a block “Consent”, or take the demand off in the project's settings",
        ),
    )]
}

/// Delays that somebody who has not agreed can come to. A project that asks nowhere has one finding for all.
fn delays(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.project.consent.required || !asks(context) {
        return Vec::new();
    }
    let found = blocks(context, |op| matches!(op, Op::Sleep(_)));
    found
        .into_iter()
        .map(|block_id| {
            warning(
                LATE.code,
                Anchor::Block(block_id),
                Words::new(
                    "Сюда приходят и без согласия: после паузы бот им не напишет, разговор оборвётся",
                    "Some come here without having agreed: after the delay the bot does not write to them",
                ),
                Words::new("Спросите согласие до паузы", "Ask for consent before the delay"),
            )
        })
        .collect()
}

/// Questions about personal data that come before the consent that the project requires; only the first of each way.
fn data(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.project.consent.required || !asks(context) {
        return Vec::new();
    }
    let flow = context.flow();
    let personal = |op: &Op| {
        let Op::Wait(wait) = op else { return false };
        let answer = flow.waits.get(*wait as usize).and_then(|wait| wait.answer.as_ref());
        answer.is_some_and(|answer| {
            matches!(answer.kind, AnswerKind::Email | AnswerKind::Phone | AnswerKind::Location)
        })
    };
    let found = blocks(context, personal);
    found
        .into_iter()
        .map(|block_id| {
            error(
                DATA.code,
                Anchor::Block(block_id),
                Words::new(
                    "Личные данные спрашивают раньше согласия: закон требует получить его сначала",
                    "Personal data are asked for before the consent: the law wants it first",
                ),
                Words::new(
                    "Поставьте до вопроса блок «Согласие»",
                    "Put a block “Consent” before the question",
                ),
            )
        })
        .collect()
}

/// Blocks with such an operation that some way from an entry leads to without a consent, each once; nothing behind
/// such an operation is looked at.
fn blocks(context: &Context<'_>, is_meant: impl Fn(&Op) -> bool) -> BTreeSet<BlockId> {
    let flow = context.flow();
    let mut open: Vec<OpIdx> = context.compiled.ways.iter().map(|way| target_of(&way.1).op).collect();
    let (mut seen, mut found) = (vec![false; flow.ops.len()], BTreeSet::new());
    while let Some(at) = open.pop() {
        let Some(op) = flow.ops.get(at as usize) else { continue };
        if std::mem::replace(&mut seen[at as usize], true) {
            continue;
        }
        if matches!(op, Op::Agree(true)) {
            continue;
        }
        if is_meant(op) {
            found.extend(flow.origin.get(at as usize));
            continue;
        }
        if let Op::Unless(expr, otherwise) = op
            && is_about_consent(context, *expr)
        {
            // Who goes on here has agreed before.
            open.push(*otherwise);
            continue;
        }
        open.extend(context.graph().next(at as usize));
    }
    found
}

fn is_about_consent(context: &Context<'_>, expr: u32) -> bool {
    let expr = context.flow().exprs.get(expr as usize);
    expr.is_some_and(|expr| expr.ops.iter().any(|op| matches!(op, ExprOp::Agreed(_))))
}
