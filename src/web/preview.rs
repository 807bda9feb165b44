//! `/preview/{id}`: the best passages of one hit, for who decides whether to open it.

use super::api::document::one;
use super::asked::Asked;
use super::canonical::USUAL;
use super::page::frame::Frame;
use super::page::preview::{self, Preview};
use super::problem::Problem;
use super::reply::Reply;
use crate::text::outline::Outline;

/// How many passages are shown.
const PASSAGES: usize = 3;

pub(super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    let request = asked.query.request(asked.today, USUAL)?;
    let record = one(asked, asked.name(), None)?.record;
    let passages = asked.engine().passages(&record, &request, PASSAGES);
    let passages = passages.map_err(|error| asked.failed(&error))?;
    let outline = Outline::of(&record.announcement.body);
    let paragraph = |start: usize| {
        let after = outline.paragraphs.iter().take_while(|one| one.text.start <= start).count();
        after.max(1)
    };
    let passages = passages.into_iter().map(|passage| (paragraph(passage.place.start), passage));
    let frame = Frame::of(asked, format!("/preview/{}", record.id));
    let preview = Preview {
        frame: &frame,
        id: &record.id,
        title: &record.announcement.title,
        passages: &passages.collect::<Vec<_>>(),
    };
    Ok(preview::page(&preview))
}
