import { useRevalidator } from "@remix-run/react";
import { Banner, type BannerProps } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { text } from "#text/en.ts";

interface ChargeBannerProps {
  charge: { status: keyof typeof words; credits: number };
}

const words = text.credits.charge;
const tones: Record<keyof typeof words, BannerProps["tone"]> = {
  active: "success",
  pending: "info",
  declined: "info",
  expired: "warning",
};

const LOOK_AGAIN_MS = 3_000;
const MOST_LOOKS = 40;

/** The result of a purchase after Shopify's approval page; polls while the charge is pending. */
export function ChargeBanner({ charge: { status, credits } }: ChargeBannerProps) {
  const [shown, setShown] = useState(true);
  const [looks, setLooks] = useState(0);
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (status !== "pending" || looks >= MOST_LOOKS) return;
    const timer = setTimeout(() => {
      setLooks(looks + 1);
      revalidate();
    }, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [status, looks, revalidate]);
  if (!shown) return null;
  return (
    <Banner tone={tones[status]} title={words[status].title(credits)} onDismiss={() => setShown(false)}>
      {words[status].body}
    </Banner>
  );
}
