import type { Section } from './section.ts'

/** How to look at any topic before doing anything about it. */
export const looking: readonly Section[] = [
  {
    heading: 'Why {topic} deserves a second look',
    sentences: [
      'Most people meet {topic} early and stop looking at it soon after, because a first impression is comfortable to keep.',
      'A second look costs an hour and often pays for itself within a week.',
      'It shows which parts were understood, which were only repeated, and which were never seen at all.',
      'This text takes that second look slowly, one side at a time, and ends with things to try.',
      'It does not assume that you are an expert, nor that you would like to become one.',
      'It assumes only that you are curious and that your time is worth something.',
      'Some of what follows will sound obvious, and that is intended: obvious things are easy to agree with and hard to practise.',
      'Where an idea is uncertain, it is better to say so than to decorate it with confidence.',
      'Take what helps, leave what does not, and argue with the rest in the margin.',
      'If only one habit survives from reading about {topic}, let it be the habit of asking what would change your mind.',
      'That question turns opinions into experiments, and experiments are more fun to share.',
    ],
  },
  {
    heading: 'What the word covers',
    sentences: [
      'Before two people can disagree about {topic} in a useful way, they need to mean the same thing by it.',
      'A simple test is to ask each of them for three examples and one near miss.',
      'The examples show the centre of the idea, while the near miss draws its border.',
      'Borders are where the interesting questions live, since nobody argues about the middle.',
      'It also helps to separate what {topic} is from what it is for, because tools outlive their first purpose.',
      'A definition that fits on one line is worth the effort, even when it turns out to be wrong.',
      'Being wrong in one clear line is easier to repair than being vague over three pages.',
      'Write the line down, date it, and let somebody else read it aloud.',
      'If it makes them nod, you have a starting point; if it makes them frown, you have a better one.',
      'Names matter as well, for a good name carries half of the explanation with it.',
      'When a name has to be explained every time, the thing itself may not be understood yet.',
    ],
  },
  {
    heading: 'A short walk through its past',
    sentences: [
      'Nearly everything we call {topic} today grew out of somebody solving a smaller problem on an ordinary day.',
      'The first attempts were rough, local and cheap, and many of them failed without being written down.',
      'What survived did so because it could be taught to a neighbour in an afternoon.',
      'Later came people who measured, compared and named the parts, and with them came the first arguments.',
      'Those arguments look quaint now, yet several of them were never settled, only forgotten.',
      'Every generation then added a layer that felt modern and removed one that felt old.',
      'Sometimes the removed layer had been holding up the roof.',
      'Reading an old account of {topic} is therefore less a duty than a shortcut.',
      'It tells you which mistakes are cheap to repeat and which are not.',
      'It also teaches patience, because progress looks quick only from far away.',
      'The people in these stories were not wiser than we are; they simply had fewer distractions and better pencils.',
    ],
  },
  {
    heading: 'The parts and how they fit',
    sentences: [
      'Whoever takes {topic} apart finds fewer pieces than expected and more connections.',
      'The pieces can be listed in a minute, but the connections have to be watched in motion.',
      'A useful drawing has boxes for what stays, arrows for what moves, and a question mark for what nobody owns.',
      'Look first at the arrows, because trouble travels along them.',
      'If one piece changed tomorrow, which others would notice, and how long would it take them?',
      'Pieces that notice at once belong together; pieces that never notice may be left alone.',
      'There is usually one part that everything leans on, and it is rarely the part that gets the praise.',
      'Find it, learn its limits, and treat the person who maintains it kindly.',
      'There is also a part that exists only because something else was once broken.',
      'Removing it feels dangerous, so it stays, gathers dust and asks for attention.',
      'A calm inventory of {topic} once a year keeps such leftovers from becoming traditions.',
    ],
  },
]
