import { phoneHref } from "@/lib/shared/phone";

import { ButtonAnchor } from "./button-anchor";
import type { ButtonLook } from "./button-classes";
import { Icon } from "./icon";

type Props = { number: string; className?: string; look?: ButtonLook };

/** A number to tap on, as a button where a look is given; what nobody can dial is only shown. */
export function Phone({ number, className, look }: Props) {
  const href = phoneHref(number);
  if (href === null) return <span className={className}>{number}</span>;
  if (look === undefined) {
    return (
      <a href={href} className={className}>
        {number}
      </a>
    );
  }

  return (
    <ButtonAnchor {...look} href={href} className={className}>
      <Icon name="phone" />
      {number}
    </ButtonAnchor>
  );
}
