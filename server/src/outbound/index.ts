export { keepAliveFetch } from './keep-alive-fetch.ts'
