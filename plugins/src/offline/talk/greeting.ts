import { nameIn, nameTold } from '../facts.ts'
import type { TalkRule } from '../turn.ts'

/** Greetings by language: how people say it, and how it is answered. */
const greetings: [RegExp, string][] = [
  [
    /^(?:hi|hey|hello|howdy|hiya|yo|greetings|good (?:morning|afternoon|evening|day)|gm)(?: there| all| everyone| again)?$/i,
    'Hello{name}!',
  ],
  [
    /^(?:hallo|guten (?:tag|morgen|abend)|moin|servus|gr(?:ü|ue)(?:ß|ss) (?:dich|gott)|gr(?:ü|ue)ezi)$/i,
    'Hallo{name}! Ich verstehe vor allem Englisch, freue mich aber über jeden Gruß.',
  ],
  [
    /^(?:bonjour|salut|bonsoir|coucou)$/i,
    'Bonjour{name} ! Je comprends surtout l’anglais, mais vous êtes le bienvenu.',
  ],
  [
    /^(?:¡?hola|buenos d[ií]as|buenas(?: tardes| noches)?)$/i,
    '¡Hola{name}! Entiendo sobre todo inglés, pero me alegra el saludo.',
  ],
  [
    /^(?:ciao|buongiorno|buonasera|salve)$/i,
    'Ciao{name}! Capisco soprattutto l’inglese, ma un saluto fa sempre piacere.',
  ],
  [
    /^(?:ol[áa]|oi|bom dia|boa tarde|boa noite)$/i,
    'Olá{name}! Entendo sobretudo inglês, mas gosto de ser cumprimentado.',
  ],
  [
    /^(?:hoi|goedemorgen|goedemiddag|goedenavond|dag)$/i,
    'Hoi{name}! Ik begrijp vooral Engels, maar een groet is altijd welkom.',
  ],
  [
    /^(?:cześć|dzień dobry|hej|witaj)$/i,
    'Cześć{name}! Rozumiem głównie angielski, ale dziękuję za powitanie.',
  ],
  [/^(?:merhaba|selam)$/i, 'Merhaba{name}! Çoğunlukla İngilizce anlıyorum, ama selamın için teşekkürler.'],
  [
    /^(?:привет|здравствуйте?|добрый день)$/i,
    'Привет{name}! Я понимаю в основном английский, но рад приветствию.',
  ],
  [/^(?:привіт|вітаю|добрий день)$/i, 'Привіт{name}! Я розумію переважно англійську, але радий вітанню.'],
  [
    /^(?:こんにちは|おはよう(?:ございます)?|こんばんは|やあ)$/,
    'こんにちは{name}！主に英語がわかりますが、ごあいさつをありがとうございます。',
  ],
  [/^(?:你好|您好|嗨|早上好)$/, '你好{name}！我主要懂英语，但很高兴收到您的问候。'],
  [/^(?:안녕하세요|안녕)$/, '안녕하세요{name}! 저는 주로 영어를 이해하지만 인사해 주셔서 고맙습니다.'],
  [/^(?:नमस्ते|namaste)$/i, 'नमस्ते{name}! मैं ज़्यादातर अंग्रेज़ी समझता हूँ, पर आपके अभिवादन का धन्यवाद।'],
  [/^(?:مرحبا|السلام عليكم|أهلا)$/, 'مرحبا{name}! أفهم الإنجليزية في الغالب، لكن شكرا على التحية.'],
  [/^(?:שלום|היי)$/, 'שלום{name}! אני מבין בעיקר אנגלית, אבל תודה על הברכה.'],
]

/** Greets back in the language of the greeting, when the message greets and asks nothing else. */
export const greet: TalkRule = turn => {
  const [opening = '', ...rest] = turn.text.split(/(?<=[.!?,。！])\s*/).map(part => part.trim())
  const others = rest.filter(
    part => part !== '' && nameIn(part) === undefined && !/^\p{Lu}\p{L}+[.!]?$/u.test(part),
  )
  const bare = opening
    .replaceAll(/[\p{P}\p{S}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const mine = turn.persona.name
  const unnamed = mine ? bare.replace(new RegExp(`\\s+${RegExp.escape(mine)}$`, 'i'), '') : bare
  const found = greetings.find(([pattern]) => pattern.test(unnamed))
  if (!found || others.length > 0) return undefined
  const name = nameIn(turn.text) ?? nameTold(turn.earlier)
  const hello = found[1].replace('{name}', name ? `, ${name}` : '')
  if (!hello.startsWith('Hello')) return hello
  const me = mine ? ` I am ${mine}.` : ''
  return turn.first ? `${hello}${me} What can I do for you?` : `${hello} What is next?`
}

/** Small courtesies: thanks, goodbye, how are you. */
export const courtesy: TalkRule = ({ text, earlier }) => {
  const bare = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\s'’]+/gu, ' ')
    .trim()
  const name = nameTold(earlier)
  const you = name ? `, ${name}` : ''
  if (/^(?:ok(?:ay)? )?(?:thanks|thank you|thx|cheers|danke|merci|gracias|grazie)\b.{0,40}$/.test(bare))
    return `You are welcome${you}.`
  if (/^(?:good ?bye|bye|see you|farewell|good night|ciao ciao|tschüss|au revoir)\b.{0,20}$/.test(bare))
    return `Goodbye${you}. It was good talking to you.`
  if (/\bhow are you\b|^how(?:'s|’s| is) it going$|^what'?s up$/.test(bare))
    return 'I am well, thank you: rules do not tire. How are you, and what can I do?'
  if (/^(?:ok|okay|yes|no|sure|great|nice|cool|fine|yep|nope|alright|good|perfect)$/.test(bare))
    return 'Good. What shall we do next? “Help” lists what I can do.'
  return undefined
}
