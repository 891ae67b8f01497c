export { EyeInvisibleOutlined as default } from "../drawings.ts";
