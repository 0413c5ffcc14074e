import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { waysQuery } from '../lib/queries/account.ts'
import { queryClient } from '../lib/query-client.ts'
import { preloadMarkdown } from '../ui/markdown/index.tsx'
import { requireSession } from './guard.ts'
import { Lost, Opening, Trouble } from './lost.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost, errorComponent: Trouble })

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  validateSearch: (search): { code: string } => ({ code: text(search.code) }),
  component: lazyRouteComponent(() => import('./pages/door.tsx'), 'WelcomePage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string; error?: string } => ({
    ...(text(search.to) && { to: text(search.to) }),
    ...(text(search.error) && { error: text(search.error) }),
  }),
  // Fetched before the page stands, so that no way in pushes the others about.
  loader: () => queryClient.prefetchQuery(waysQuery),
  component: lazyRouteComponent(() => import('./pages/door.tsx'), 'SignInPage'),
})

const signInByLink = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/link',
  component: lazyRouteComponent(() => import('./pages/door.tsx'), 'LinkSignInPage'),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  loader: () => queryClient.prefetchQuery(waysQuery),
  component: lazyRouteComponent(() => import('./pages/door.tsx'), 'SignUpPage'),
})

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('./pages/door.tsx'), 'ResetPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/door.tsx'), 'InvitationPage'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ location }) => requireSession(location.href),
  component: Shell,
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  validateSearch: (search): { agent?: string } => (text(search.agent) ? { agent: text(search.agent) } : {}),
  component: lazyRouteComponent(() => import('./pages/home.tsx'), 'HomePage'),
})

const conversation = createRoute({
  getParentRoute: () => inside,
  path: '/c/$conversation',
  // An answer is never shown as raw marks first.
  loader: preloadMarkdown,
  component: lazyRouteComponent(() => import('./pages/conversation.tsx'), 'ConversationPage'),
})

const run = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$run',
  component: lazyRouteComponent(() => import('./pages/run.tsx'), 'RunPage'),
})

const agents = createRoute({
  getParentRoute: () => inside,
  path: '/agents',
  component: lazyRouteComponent(() => import('./pages/agents.tsx'), 'AgentsPage'),
})

const newAgent = createRoute({
  getParentRoute: () => inside,
  path: '/agents/new',
  component: lazyRouteComponent(() => import('./pages/agent.tsx'), 'NewAgentPage'),
})

const agent = createRoute({
  getParentRoute: () => inside,
  path: '/agents/$agent',
  component: lazyRouteComponent(() => import('./pages/agent.tsx'), 'AgentPage'),
})

const models = createRoute({
  getParentRoute: () => inside,
  path: '/settings/models',
  component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'ModelsPage'),
})

const keys = createRoute({
  getParentRoute: () => inside,
  path: '/settings/keys',
  component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'KeysPage'),
})

const members = createRoute({
  getParentRoute: () => inside,
  path: '/settings/members',
  component: lazyRouteComponent(() => import('./pages/people.tsx'), 'MembersPage'),
})

const sessions = createRoute({
  getParentRoute: () => inside,
  path: '/settings/sessions',
  component: lazyRouteComponent(() => import('./pages/people.tsx'), 'SessionsPage'),
})

const tree = root.addChildren([
  welcome,
  signIn,
  signInByLink,
  signUp,
  reset,
  invitation,
  inside.addChildren([home, conversation, run, agents, newAgent, agent, models, keys, members, sessions]),
])

/** The app's routes. Each page is fetched when its link is neared. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: Opening,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
