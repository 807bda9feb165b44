//! The pages of an OFD that are images, drawn from these alone and recognised.

use super::super::out::Images;
use super::super::package::Package;
use super::super::recognise::{self, Canvas, Picture, Pixels, Place, Sight, placed};
use super::page::{Drawing, Shown};

/// The size of a page, in millimetres.
pub(super) type Size = (f64, f64);

/// A millimetre in inches.
const MILLIMETRE: f64 = 1.0 / 25.4;

/// Reads the pages that are images, puts their text onto them, and says how sure it is.
pub(super) fn read(
    package: &mut Package,
    drawing: &mut Drawing,
    sizes: &[Size],
    sight: Sight<'_>,
) -> (Images, Vec<Option<u8>>) {
    let mut sure = vec![None; drawing.pages.len()];
    let is_image = |at: &usize| drawing.pages[*at].is_empty() && !drawing.images[*at].is_empty();
    let numbers: Vec<usize> = (0..drawing.pages.len()).filter(is_image).collect();
    let mut images = Images { count: numbers.len() as u32, ..Images::default() };
    let Some(sight) = sight else {
        images.waiting = images.count;
        return (images, sure);
    };
    let mut drawn = Vec::new();
    let mut why = None;
    let mut pictures = numbers.iter().filter_map(|number| {
        let (picture, scale) = picture(package, &drawing.images[*number], sizes[*number])
            .inspect_err(|error| _ = why.get_or_insert(error.clone()))
            .ok()?;
        drawn.push((*number, scale));
        Some(picture)
    });
    let read = sight.read(numbers.len(), &mut pictures);
    for ((number, scale), page) in drawn.into_iter().zip(read) {
        match page {
            Ok(page) => {
                drawing.pages[number] = placed(&page, (1.0 / scale) as f32);
                sure[number] = page.sure();
            }
            Err(failure) => _ = why.get_or_insert(format!("tesseract {failure}")),
        }
    }
    images.recognised = sure.iter().flatten().count() as u32;
    let is_blank = images.recognised == 0 && images.count > 0;
    images.unreadable = why.or_else(|| is_blank.then(|| "no text was recognised".into()));
    (images, sure)
}

/// A page as its images show it, and how many pixels a millimetre has.
fn picture(package: &mut Package, shown: &[Shown], size: Size) -> Result<(Picture, f64), String> {
    let mut drawn: Vec<(Pixels, Place)> = Vec::new();
    for image in shown {
        let bytes = package.part(&image.file).map_err(|refusal| refusal.to_string())?;
        let pixels = recognise::decoded(&bytes.ok_or("an image of a page is missing")?, None)?;
        let (width, height) = (f64::from(pixels.width), f64::from(pixels.height));
        let [a, b, c, d, e, f] = image.place.map(f64::from);
        let place = Place([a / width, b / width, c / height, d / height, e, f]);
        drawn.push((pixels, place));
    }
    let finest = drawn.iter().map(|(_, place)| place.scale()).fold(f64::MAX, f64::min);
    let canvas = Canvas::new(size, finest, Some(MILLIMETRE));
    let mut canvas = canvas.ok_or("a page that is too small for text")?;
    drawn.iter().for_each(|(pixels, place)| canvas.draw(pixels, *place));
    let scale = canvas.scale();
    Ok((canvas.picture(), scale))
}
