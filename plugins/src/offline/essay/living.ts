import type { Section } from './section.ts'

/** People, money, doubt and what comes next. */
export const living: readonly Section[] = [
  {
    heading: 'The people around {topic}',
    sentences: [
      'Nobody meets {topic} alone, even when it looks that way from the outside.',
      'There are those who do the work, those who pay for it and those who live with the result.',
      'Each group sees a different object and is right about its own side.',
      'Decisions improve when the people who live with the result are asked before, not after.',
      'Asking costs an hour and saves a season of polite resistance.',
      'Listen for the words they use, since a borrowed word builds a bridge that a clever one would not.',
      'Give credit in public and early, for it is the one currency that grows when it is spent.',
      'Criticise in private, about the work and never about the person.',
      'Newcomers deserve special care, because they see what everybody else has stopped noticing.',
      'Ask them in their first week what is strange, and believe them.',
      'Teaching {topic} to one of them is also the quickest way to find the holes in your own understanding.',
    ],
  },
  {
    heading: 'What it costs and who pays',
    sentences: [
      'Every choice about {topic} has a price, and it is rarely printed on the label.',
      'Part of it is money, which is visible, negotiable and therefore discussed too much.',
      'Part of it is time, which is spent by people who were not in the room.',
      'And part of it is attention, which is the scarcest of the three and the last to be counted.',
      'A fair account lists all three, along with the name of the one who pays.',
      'Cheap beginnings may hide expensive habits, so look at the cost of the tenth year as well as of the first.',
      'Ask what it would take to stop, because an exit that nobody has planned becomes the most expensive part.',
      'Prefer choices that can be undone, unless undoing them would cost trust.',
      'Trust is slow to earn and quick to lose, and no budget has a line for it.',
      'Where two options are close, take the one that is easier to explain to somebody who disagrees.',
      'That explanation will be needed sooner than you think.',
    ],
  },
  {
    heading: 'Doubts worth keeping',
    sentences: [
      'A text about {topic} that leaves no doubt has probably left something out.',
      'It may be that the examples were chosen because they fit.',
      'It may be that what works for ten people breaks for ten thousand, or the other way round.',
      'It may be that the benefit comes from the care people take, and not from the method they take it with.',
      'Such doubts are not a reason to stop; they are a reason to keep the receipts.',
      'Write each of them on a card, with the observation that would settle it.',
      'Most cards will be boring after a month, and a few will turn out to be the real subject.',
      'Meet the strongest opponent of your view and try to say their case so well that they thank you for it.',
      'Only then is your own view worth much.',
      'Certainty is pleasant, but it is a poor gardener: it waters what already stands.',
      'Doubt walks around the whole field and comes back with mud on its shoes.',
    ],
  },
  {
    heading: 'What to carry home',
    sentences: [
      'If all of this had to fit on a card, the card would be short.',
      'Say in one line what you mean by {topic}, and let somebody question it.',
      'Find the part that everything leans on, and look after it.',
      'Finish something small this week, and show it to one person.',
      'Keep one honest number, with its date, and stop counting what nobody reads.',
      'Ask the newcomers, pay attention to who pays, and plan the exit while the sun is shining.',
      'Keep one doubt alive and feed it with observations.',
      'None of these steps is difficult, and together they are more than most people ever do.',
      'Begin with the one that made you smile, for it is the one you will actually try.',
      'A month from now, read your first line about {topic} again and change a word.',
      'That changed word will be yours, and it will be worth more than the two thousand that led to it.',
    ],
  },
]
