using System.Text;
using Microsoft.Extensions.FileProviders;

namespace Kayron.Core.Templates;

/// <summary>Reads one file of the bundle's folder into a document.</summary>
internal static class TemplateFile
{
    /// <summary>What CloudFormation takes from S3.</summary>
    public const int MaximumBytes = 1024 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Bytes(string text) => Utf8.GetBytes(text);

    /// <exception cref="TemplateSyntaxException">It is no template.</exception>
    public static TemplateDocument Read(IFileInfo file)
    {
        if (file.Length > MaximumBytes) throw new TemplateSyntaxException(TemplateFindingCode.TooLarge, $"{file.Length:N0} bytes are more than CloudFormation's limit of {MaximumBytes:N0}.", 1, 1);
        using var stream = file.CreateReadStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        try
        {
            return new TemplateDocument(Utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        }
        catch (DecoderFallbackException)
        {
            throw new TemplateSyntaxException(TemplateFindingCode.Unreadable, "This is not UTF-8.", 1, 1);
        }
    }
}
