export { SwapOutlined as default } from "../drawings.ts";
