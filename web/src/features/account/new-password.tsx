import { TextField } from '../../ui/field.tsx'

/** The password of a new account, or one that takes the place of another. */
export const NewPassword = ({ label = 'Password', hint = 'At least eight characters.' }) => (
  <TextField
    label={label}
    name="password"
    type="password"
    autoComplete="new-password"
    required
    minLength={8}
    maxLength={128}
    hint={hint}
  />
)
