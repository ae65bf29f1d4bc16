using System.Xml;

namespace Kayron.Sandbox.Aws.Protocols;

public static class XmlText
{
    /// <summary>XML 1.0 cannot carry most control characters, not even escaped; CloudFormation answers with question marks.</summary>
    public static string Valid(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character) ? character : '?'));
}
