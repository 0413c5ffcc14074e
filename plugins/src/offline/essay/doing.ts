import type { Section } from './section.ts'

/** How to begin, practise and measure. */
export const doing: readonly Section[] = [
  {
    heading: 'Getting started without a plan for everything',
    sentences: [
      'The best first step in {topic} is one that can be finished before dinner.',
      'Finished is the important word, because a small finished thing teaches more than a large intention.',
      'Choose something whose result you can see, hear or hand to another person.',
      'Set a limit of time rather than a limit of quality, and stop when the time is over.',
      'Then note two things that surprised you and one that annoyed you.',
      'The surprises show where your picture was wrong, and the annoyance shows where to improve first.',
      'Do not buy equipment yet, and do not rearrange the room.',
      'Borrow, improvise and copy a known example before inventing your own.',
      'Copying is not cheating when you are learning; it is how hands find out what eyes have missed.',
      'On the second day, repeat the same step and change a single detail.',
      'After a week you will own five small results and a much better question about {topic}.',
    ],
  },
  {
    heading: 'Practice that adds up',
    sentences: [
      'Practice is not repetition but repetition with a reason.',
      'Before each round, say what you expect; after it, say what happened.',
      'The distance between the two is the lesson, and it shrinks if you look at it honestly.',
      'Short rounds beat long ones, since attention runs out before strength does.',
      'Mix easy tasks with hard ones, so that a bad morning still leaves something done.',
      'Keep the hardest part of {topic} for the hour in which you are usually awake.',
      'A partner helps, even a silent one, because being watched makes skipping less tempting.',
      'Write down the date of each round, not for discipline but for comfort.',
      'On slow days the list proves that you have been moving after all.',
      'When nothing improves for a fortnight, change the exercise rather than the goal.',
      'When everything improves, raise the difficulty before boredom does it for you.',
    ],
  },
  {
    heading: 'Common mistakes and gentle repairs',
    sentences: [
      'The most common mistake with {topic} is to collect advice instead of trying any of it.',
      'Advice feels like progress, tastes like progress and leaves the desk exactly as it was.',
      'The repair is simple: one new idea is allowed in only after an old one has been tested.',
      'A second mistake is to compare your beginning with somebody else’s middle.',
      'Their middle took years that you did not see, and it hides the drafts they threw away.',
      'Compare yourself with your own notes from last month instead; that race is fair.',
      'A third mistake is to hide what went wrong, so that nobody can help.',
      'Tell one trusted person early, in plain words, without preparing a defence.',
      'Most problems become smaller while they are being described.',
      'The last mistake is to repair everything at once.',
      'Pick the one that hurts daily, mend it properly, and let the others wait their turn.',
    ],
  },
  {
    heading: 'How to tell whether it works',
    sentences: [
      'It is hard to improve {topic} without a number, and easy to ruin it with the wrong one.',
      'A good number is cheap to collect, hard to flatter and understood by everybody involved.',
      'Count outcomes before activities, because activities multiply when they are counted.',
      'One number for today and one for the season are usually enough.',
      'The first tells you whether to worry this afternoon; the second tells you whether the direction is right.',
      'Put beside each number the date on which it was taken and the way in which it was taken.',
      'A number without its date is gossip.',
      'When the source is silent, write that there is no data, instead of drawing a line through the gap.',
      'Ask now and then what the numbers cannot see, and go and look at it yourself.',
      'If a number and your own eyes disagree, both deserve a second check.',
      'And if a number no longer changes what anybody does, thank it and stop collecting it.',
    ],
  },
]
