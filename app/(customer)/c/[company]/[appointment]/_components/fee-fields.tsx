import { Note } from "@/components/ui/note";
import type { ManagedPage } from "@/lib/web/managed-page";

/** The fee that the form's page shows: nothing else is charged without showing it first. */
export function SeenFee({ feeMinor }: { feeMinor: number }) {
  return <input type="hidden" name="seenFeeMinor" value={feeMinor} />;
}

/** Above a form that was sent back because a fee, or a higher one, is due by now. */
export function FeeRaisedNote({ page, fee }: { page: ManagedPage; fee: string | undefined }) {
  const { customer } = page;

  return (
    fee === "raised" && (
      <Note tone="warn" title={customer("feeRaised.title")}>
        <p>{customer("feeRaised.text")}</p>
      </Note>
    )
  );
}
