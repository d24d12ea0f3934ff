//! What the types that travel are made of, in the order of their definitions: whoever changes one of them changes
//! its line here. A part that is missing or stands here in vain does not compile, and `tests/browser.rs` compares
//! the bytes with those of postcard.

use super::{Reader, Travel};
use crate::engine::{
    CallRequest, Choice, ConsentRecord, Effect, EffectId, Message, More, Notice, Seen, Session, Thread,
    Waiting,
};
use crate::flow::{
    AlarmTrigger, AlarmWhen, AnswerKind, AnswerPlan, Attached, ButtonPlan, CallPlan, CapPlan, CardPlan,
    CartAct, CartPlan, CellTest, ChoicesPlan, DelayPlan, EventTrigger, Expr, ExprOp, ExtraPlan, Filter, Flow,
    FlowField, FunnelPlan, HumanPlan, KeywordMode, KeywordTrigger, Known, LatePolicy, LayerPlan, LinkKind,
    LinkTrigger, LookupPlan, MediaKind, MediaPlan, Method, Op, Outcome, Piece, ReplyPlan, Request, SavePlan,
    Service, Shown, Span, SplitPlan, StartPolicy, Style, TablePlan, Template, TicksPlan, TimeoutPlan,
    TriggerTarget, Triggers, UrlButtonPlan, WaitPlan, Window, ZoneRules,
};
use crate::model::{BlockId, Decimal, FieldId, FieldKind, TagId, Value};

macro_rules! structs {
    ($($name:ident { $($part:ident),* })*) => { $(
        impl Travel for $name {
            fn read(reader: &mut Reader<'_>) -> Self {
                Self { $($part: Travel::read(reader)),* }
            }

            fn write(&self, bytes: &mut Vec<u8>) {
                let Self { $($part),* } = self;
                $( $part.write(bytes); )*
            }
        }
    )* };
}

macro_rules! enums {
    ($($name:ident {
        $first:ident $( ( $($first_part:ident),* ) )? $( { $($first_field:ident),* } )?
        $(, $variant:ident $( ( $($part:ident),* ) )? $( { $($field:ident),* } )?)*
    })*) => { $(
        impl Travel for $name {
            fn read(reader: &mut Reader<'_>) -> Self {
                enum Index { $first, $($variant),* }
                let count = [Index::$first as u32, $(Index::$variant as u32),*].len() as u32;
                match reader.variant(count) {
                    $(index if index == Index::$variant as u32 => Self::$variant
                        $( ( $({ let $part = Travel::read(reader); $part }),* ) )?
                        $( { $($field: Travel::read(reader)),* } )?,)*
                    _ => Self::$first
                        $( ( $({ let $first_part = Travel::read(reader); $first_part }),* ) )?
                        $( { $($first_field: Travel::read(reader)),* } )?,
                }
            }

            fn write(&self, bytes: &mut Vec<u8>) {
                enum Index { $first, $($variant),* }
                match self {
                    Self::$first $( ( $($first_part),* ) )? $( { $($first_field),* } )? => {
                        bytes.push(Index::$first as u8);
                        $( $($first_part.write(bytes);)* )?
                        $( $($first_field.write(bytes);)* )?
                    }
                    $(Self::$variant $( ( $($part),* ) )? $( { $($field),* } )? => {
                        bytes.push(Index::$variant as u8);
                        $( $($part.write(bytes);)* )?
                        $( $($field.write(bytes);)* )?
                    })*
                }
            }
        }
    )* };
}

macro_rules! newtypes {
    ($($name:ident)*) => { $(
        impl Travel for $name {
            fn read(reader: &mut Reader<'_>) -> Self {
                Self(Travel::read(reader))
            }

            fn write(&self, bytes: &mut Vec<u8>) {
                self.0.write(bytes);
            }
        }
    )* };
}

newtypes! { BlockId FieldId TagId }

impl Travel for Decimal {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self::from_millionths(Travel::read(reader))
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        self.millionths().write(bytes);
    }
}

impl Travel for Span {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            range: usize::read(reader)..usize::read(reader),
            style: Travel::read(reader),
            to: Travel::read(reader),
        }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        self.range.start.write(bytes);
        self.range.end.write(bytes);
        self.style.write(bytes);
        self.to.write(bytes);
    }
}

structs! {
    Flow {
        version, ops, origin, starts, waiting, returns, exits, replies, waits, delays, calls,
        splits, exprs, templates, lookups, carts, humans, targets, tables, lists, windows, layers,
        funnels, triggers, remembered, has_back, keeps_text, numbered, cap, consent,
        consent_version, language, fields, tags, zone
    }
    LayerPlan { language, channel, texts }
    FunnelPlan { entry, blocks }
    FlowField { id, name, kind, default }
    ReplyPlan { block, text, variants, media, cards, extra, rows, quick, choices, typing_ms }
    MediaPlan { kind, path }
    CardPlan { title, text, media, buttons }
    ButtonPlan { key, label, url, request, to }
    UrlButtonPlan { url, kind, event }
    ChoicesPlan { list, keep, card, more, per_row, to }
    WaitPlan { reply, answer, unknown, reminder, timeout, events, keeper, late, all, ticks, numbered }
    TicksPlan { field, values, done, min, max }
    AnswerPlan { kind, field, ok, attempts, retry, fail, collect_ms }
    TimeoutPlan { delay, to }
    DelayPlan { from, date, before, months, days, secs, weekdays, at, windows, capped, past }
    Window { from, to, days, holidays }
    SplitPlan { experiment, anew, arms }
    TablePlan { name, columns, rows }
    LookupPlan { table, filters, nearest, save, list, take, none }
    CartPlan { cart, act, line, quantity, total, text }
    HumanPlan { until, done, timeout }
    CapPlan { count, per }
    CallPlan { service, act, method, url, headers, body, timeout_ms, save, ok, outcomes, fail }
    SavePlan { path, field }
    Expr { ops }
    Template { pieces }
    Shown { field, known, filter, fallback }
    TriggerTarget { block, op, policy, guard }
    Triggers {
        stop_words, start_words, stop, resume, stop_reply, start_reply, links, commands, keywords,
        events, alarms, default
    }
    LinkTrigger { payload, target }
    KeywordTrigger { word, mode, except, interrupts, target }
    EventTrigger { event, about, words, except, unasked, target }
    AlarmTrigger { when, at, windows, expires, target }
    ZoneRules { offset, transitions }
    Session {
        subscriber, step, subscribed, blocked, since, last_seen, visits, next_generation,
        next_thread, own, fields, tags, threads, more
    }
    More { events, unasked, watched, alarm, consents, trail, put_off, held }
    Seen { event, at, times }
    ConsentRecord { version, channel, at, given }
    Thread { id, generation, version, entry, block, stage, waiting, wrong, reminded, pressed, frames, due, held }
    EffectId { subscriber, step, position }
    Message { id, reply, thread, generation, text, spans, filled, variant, choices }
    Choice { key, label, text, media }
    CallRequest { id, thread, generation, call, service, act, method, url, headers, body }
}

enums! {
    Op {
        Say(a), Wait(a), Sleep(a), Call(a), Tell(a), Human(a), Set(a, b), AddTag(a),
        DropTag(a), Unless(a, b), Split(a), Jump(a), Leave(a), Subscribe(a), Agree(a), Mark(a), Gosub(a), Start(a), Halt(a), Back, Home, Lookup(a),
        Cart(a), End(a)
    }
    Outcome { Done, DeadEnd, Stopped, Replaced, LoopLimit, Lost, NoConsent }
    FieldKind { Text, Number, Flag, Date, Time, Moment, List }
    Value { Text(a), Number(a), Flag(a), Date(a), Time(a), Moment(a), List(a) }
    MediaKind { Image, Video, Audio, Voice, File }
    ExtraPlan { Location { lat, lon, title, address }, Contact { phone, name } }
    LinkKind { Open, Call, Share, Copy }
    Request { Contact, Location }
    AnswerKind {
        Text { min, max }, Number { min, max }, Email, Phone, Date { min, max }, Time, Location, File(a), Press
    }
    Attached { Image, Video, Audio, Voice, File, Sticker }
    LatePolicy { Follow, Ignore }
    CellTest { Same, AtMost, AtLeast, In, Mentions }
    CartAct { Add, Set, Clear }
    Service {
        Http, Pool, Counter, Calendar, Stock, Payment, Desk, Crm, Sheet, Ai, Analytics
    }
    Method { Get, Post, Put, Patch, Delete }
    ExprOp {
        Const(a), Field(a), HasTag(a), Template(a), Known(a), Happened(a), Times(a), Agreed(a), Open(a), Within(a), Starts, Len, Round, Min, Max, Add, Sub, Mul, Div, Eq, Ne, Lt, Le, Gt, Ge, And, Or, Not, Contains, IsSet
    }
    Known { Now, Today, Clock, Weekday, LastSeen, Since, Visits, Subscribed, WithHuman }
    Piece { Literal(a), Field(a, b), Shown(a), Open(a), Close(a), Link(a) }
    Style { Bold, Italic, Underline, Strike, Code, Link }
    Filter {
        Plain, Money, Date, FullDate, Weekday, Time, DateTime, Upper, Capital, Plural(a)
    }
    StartPolicy { Replace, Beside, NotNow }
    KeywordMode { Exact, Contains, Starts }
    AlarmWhen { Yearly(a, b), Dated(a, b), Weekly(a), Monthly(a), On(a), Silence(a, b) }
    Waiting { Reply, Timer, Call, Human }
    Effect {
        Send(a), SetTimer { thread, generation, due }, DropTimer { thread }, Call(a), Tell(a), Notice(a, b), Ended { thread, block, outcome }
    }
    Notice { ButtonIsOld, AlreadyPressed, Ticked(a, b) }
}
