//! The score of a candidate: text × passages × title × siblings × named × recency × authority ×
//! validity × condition × borders.
//!
//! `text` is BM25 (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75) over the pairs and over the
//! single characters of the query, summed 1 : 1. Pairs alone choose the candidates: adding
//! characters to the choice costs ten times the postings and gains nothing (nDCG@10 .4075 either
//! way, on 1,235 lay questions over 60,733 statute articles).
//!
//! `title` is `1 + c⁴·(½ + x)`, where `c` is the share of the query's rarity that stands in the
//! title and `x` the share of the title that stands in the query: 1 for a long question, up to 2.5
//! for the words of a title (MRR .78 → .93 on 300 short queries; as a summed field of its own the
//! title costs .05 nDCG@10 on questions).
//!
//! `passages` lets the best places of a long document stand for the whole where a question is
//! asked, and `siblings` the other articles of its law for an article.
//!
//! `borders` lowers the text and title of what has a short word only across the border of others, or in
//! longer words ([`borders`](super::borders)); it is 1 for most.
//!
//! Where the like of a text is asked for, the terms are those that [`like`](super::like) chose, and the
//! score has another factor, `literal`: 4 where the text itself occurs.
//!
//! `recency` and `authority` are blended in by [`Blend`]: they order what is about equally
//! relevant, and cannot lift a document over a clearly more relevant one.
//!
//! `named` favours what is of the place, body or year that the query names, and puts acts of elsewhere
//! below ([`named`]).
//!
//! The words that ask (怎么, 多少) score nothing ([`asking`](super::asking)).
//!
//! # What each stage is worth
//!
//! How nDCG@10 changes without a stage, the others as they are, with 95 % of 2,000 bootstrap samples: of
//! the 100 paraphrases that are shown (`tests/data/questions`, over 2,768 laws, pages and notices),
//! of 55 policy queries over the same, and of 400 of the lay questions below, asked which law
//! answers, which favour the centre: its laws are their answers. The first two sets were written before
//! any ranking of them was seen; the .8 of `named`, of .7, .8 and .9, is all that was chosen on them.
//!
//! | without | paraphrases (.535) | policy queries (.670) | which law (.712) |
//! |---|---|---|---|
//! | expansion by our tables | −.084 [−.141, −.036] | −.105 [−.178, −.040] | −.017 [−.028, −.006] |
//! | `named`: its favour (¹) | −.039 [−.063, −.017] | −.030 [−.061, −.007] | 0 |
//! | `named`: the centre first, no place asked | −.022 [−.040, −.008] | −.041 [−.072, −.013] | −.031 [−.042, −.020] |
//! | `named`: other places below one asked | −.005 [−.012, 0] | −.018 [−.038, 0] | 0 |
//! | leaving out the words that ask | −.015 [−.031, −.003] | −.035 [−.068, −.008] | −.012 [−.019, −.005] |
//! | `passages` | −.016 [−.056, +.019] | +.037 [−.003, +.080] | −.076 [−.097, −.054] |
//! | `authority` (¹) | −.001 [−.010, +.010] | +.006 [−.001, +.018] | −.006 [−.011, −.002] |
//! | `recency` (¹) | +.007 [−.010, +.023] | −.003 [−.027, +.015] | −.008 [−.016, 0] |
//! | `title` (¹) | 0 | 0 | 0 |
//!
//! (¹) Measured before the words that ask were left out.
//!
//! `title` is for the words of a title: without it known items lose .15 MRR. `siblings` are for
//! articles: without them the lay questions below lose .010. On 1,072 questions kept apart they gain
//! nothing at the top (weight .1: +.004 [−.001, +.008]) and some recall (R@100 +.003 to +.014), for
//! which they stay.
//!
//! What did not hold, and went or was not built: `passages` of at most 1.5 (paraphrases +.004
//! [−.011, +.022], policy queries +.001 [0, +.002], which law −.008 [−.015, −.002]; the one chatty page
//! that led the answers did so by the words that ask), of the three best only (−.015, −.019, −.017), and
//! counting half (+.003, +.026, −.027); expansion at .4 or .5 (within ±.005); a bonus for what a title
//! has of a question or its expansions (−.001 [−.005, +.002], +.004 [0, +.011], −.004 [−.006, −.001]).
//!
//! # What was tried on lay questions
//!
//! nDCG@10 on 1,235 lay questions over 60,733 statute articles (base .4229, without the blend). CV:
//! the constant is chosen on four fifths of the questions and scored on the last; first the mean of
//! ten random splits, then with neighbouring questions, which ask of one law, together.
//!
//! | what | CV random | CV together | kept |
//! |---|---|---|---|
//! | all constants at once, without expansion (text alone .4079) | .4180 | .4185 | yes |
//! | all constants at once | .4228 | .4210 | yes: 民法典 .409, others .442; R@100 .727 |
//! | siblings, 0 to .6 of the best 3 to 15 (none .4112) | .4229 | .4230 | .3 of 5 |
//! | expansion, weight 0 to .7 (none .4183) | .4226 | .4208 | .3 |
//! | title, exponent 1 to 8, other weights | .4221 | .4220 | as it was |
//! | 100 to 1,000 candidates | .4221 | .4220 | 300; 1,000 gain R@100 .006 |
//! | pairs across two words weigh less | .4225 | .4229 | no: best at 1 |
//! | characters .6 to 1.5, those of one-character words 0 to 1.5 | .4211 | .4221 | no |
//! | least span that covers all matched pairs (Tao and Zhai, 2007) | .4228 | .4234 | no: +.0005, p .5 |
//! | least distance of two matched pairs (the same) | .4224 | .4221 | no |
//! | pairs near pairs (Büttcher, Clarke and Lushman, 2006) | .4235 | .4219 | no: ±.001, p > .2 |
//!
//! The same questions over 2,718 whole laws, asked which law answers (1,205 of them; known: MRR of
//! 2,816 titles and word pairs, which are no questions and keep the whole text), before the blend:
//!
//! | text score | nDCG@10 | 民法典 | others | known |
//! |---|---|---|---|---|
//! | whole text | .5477 | .5493 | .5456 | .923 |
//! | best passage of 200 characters | .5947 | .6218 | .5579 | .919 |
//! | mean of the five best | .6570 | .6666 | .6439 | .901 |
//! | (Σ s²)^½ of ten and the characters | .6536 | .6548 | .6518 | .913 |
//! | (Σ s³)^⅓ of ten and the characters (kept) | .6417 | .6455 | .6365 | .919 |
//! | the same, passages of 400 | .6348 | .6354 | .6339 | .913 |
//! | the same, rarity by document and not by passage | .6179 | .6104 | .6281 | .920 |
//! | whole + as much of the best article | .6176 | .6346 | .5946 | .912 |
//!
//! Means and low powers favour long texts, which all these laws are: a short notice that answers
//! must not stand behind ten paragraphs that touch on it, hence the third power. On articles they
//! cost (mean of three .400, second power .411), so that an article is one passage whatever its
//! length. The rows are in-sample: what all gain over the whole text (p < .001) is many times what
//! tells them apart.
//!
//! The blend, on 297 of these questions by this engine (.6493): without it .6289, without date
//! .6305, without authority .6413, with twice the weights .6658, which says how these questions
//! lie and no more. Without it the first hit is another for 35, and for 5 of them one that the
//! blend puts behind the third place; for 7 and 0 of 67 golden queries.

mod named;
mod parts;
mod passages;
mod scorer;
mod siblings;
mod terms;

pub(super) use named::Named;
pub(super) use scorer::{Counted, Scored, Scorer};
pub(super) use terms::{ScoredTexts, Terms, Weighed};
