export { SignIn } from './sign-in.tsx'
export { Welcome } from './welcome.tsx'
