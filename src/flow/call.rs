//! Requests to somebody outside the conversation, and what is kept of the answer.

use super::{OpIdx, TemplateIdx};
use crate::model::FieldId;
use serde::{Deserialize, Serialize};

/// A request to somebody outside the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPlan {
    /// Who is asked.
    pub service: Service,
    /// What is asked of it, such as `take` of a pool; empty for HTTP.
    pub act: String,
    /// The HTTP method.
    pub method: Method,
    /// The address; the name of the pool, calendar or table for services other than HTTP.
    pub url: TemplateIdx,
    /// Headers: name and value.
    pub headers: Vec<(String, TemplateIdx)>,
    /// Members of a JSON object sent as the body; empty for no body.
    pub body: Vec<(String, TemplateIdx)>,
    /// How long to wait for the answer, milliseconds.
    pub timeout_ms: u32,
    /// Values of the answer to keep.
    pub save: Vec<SavePlan>,
    /// Where to go after a good answer: 2xx of HTTP.
    pub ok: OpIdx,
    /// Other answers that have a name, such as `empty`, and where each leads.
    pub outcomes: Vec<(String, OpIdx)>,
    /// Where to go after anything else.
    pub fail: OpIdx,
}

/// Who is asked by a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Service {
    /// A web address.
    #[default]
    Http,
    /// A finite pool of codes: `take`.
    Pool,
    /// A counter over all subscribers: `add`.
    Counter,
    /// A calendar: `slots`, `book`, `cancel`.
    Calendar,
    /// Stock of a table: `list`, `reserve`, `set`, `release`.
    Stock,
    /// A payment provider: `invoice`.
    Payment,
    /// People of the project: `assign`, `notify`.
    Desk,
    /// A CRM: `contact`, `deal`, `status`.
    Crm,
    /// Rows of a sheet: `read`, `append`, `update`.
    Sheet,
    /// A language model: `answer`.
    Ai,
    /// Web analytics: `goal`.
    Analytics,
}

impl Service {
    /// Every service with its name in transcripts and logs.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Http, "http"),
        (Self::Pool, "pool"),
        (Self::Counter, "counter"),
        (Self::Calendar, "calendar"),
        (Self::Stock, "stock"),
        (Self::Payment, "payment"),
        (Self::Desk, "desk"),
        (Self::Crm, "crm"),
        (Self::Sheet, "sheet"),
        (Self::Ai, "ai"),
        (Self::Analytics, "analytics"),
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether what it answers lies in memory that all subscribers share, so that no other program is asked.
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Pool | Self::Counter | Self::Calendar | Self::Stock | Self::Desk)
    }
}

/// A value of a JSON answer and the field that keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePlan {
    /// Dotted path such as `data.items.0.id`; empty means the whole answer.
    pub path: String,
    /// The field.
    pub field: FieldId,
}

/// HTTP methods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    #[default]
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
}

impl Method {
    /// The method as HTTP writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}
