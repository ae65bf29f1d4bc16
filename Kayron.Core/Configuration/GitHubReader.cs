using System.Globalization;
using System.Security.Cryptography;

namespace Kayron.Core.Configuration;

/// <summary>Reads how GitHub is reached: with a token, or as a GitHub App.</summary>
internal static class GitHubReader
{
    private const int LeastKeyBits = 2048;

    /// <param name="directory">That the path of a key starts from.</param>
    public static GitHubSettings Read(SettingsScope root, string directory)
    {
        var app = root.IsSet("GitHub:App") ? ReadApp(root, directory) : null;
        if (app is not null && root.Text("GitHub:Token") is not null) root.Report("GitHub:App", "is set, and so is Kayron:GitHub:Token (KAYRON_GITHUB_TOKEN): remove one of them.");
        return new GitHubSettings(app is null ? root.Required("GitHub:Token") : "", ReadAddress(root))
        {
            App = app, Deployments = root.Flag("GitHub:Deployments", otherwise: true), Comments = root.Flag("GitHub:Comments", otherwise: true),
        };
    }

    private static Uri? ReadAddress(SettingsScope root)
    {
        var address = root.Address("GitHub:Url");
        if (address is { IsLoopback: false } && address.Scheme != Uri.UriSchemeHttps) root.Report("GitHub:Url", "must begin with https:// but on this machine: every request carries the credential.");
        return address;
    }

    private static GitHubAppSettings ReadApp(SettingsScope root, string directory)
    {
        var id = root.Required("GitHub:App:Id");
        if (id.Any(character => !char.IsAsciiLetterOrDigit(character) && character != '.')) root.Report("GitHub:App:Id", "must be the App's id or client id, such as 123456 or Iv23liAbCdEf.");
        var installation = root.Required("GitHub:App:InstallationId");
        var isNumber = long.TryParse(installation, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
        if (installation.Length > 0 && !isNumber) root.Report("GitHub:App:InstallationId", "must be the installation's number: the last part of the address of its page at GitHub.");
        return new GitHubAppSettings(id, number, ReadKey(root, directory));
    }

    /// <summary>Nothing of the text is repeated, also where it is taken for a path: it may be a key that lost its first line.</summary>
    private static string ReadKey(SettingsScope root, string directory)
    {
        const string Key = "GitHub:App:PrivateKey";
        var text = root.Required(Key);
        if (text.Length == 0) return "";
        var isText = text.Contains("-----BEGIN", StringComparison.Ordinal);
        try
        {
            // A variable often cannot hold more than one line.
            var pem = isText ? text.Replace("\\n", "\n", StringComparison.Ordinal) : File.ReadAllText(Path.GetFullPath(text, directory));
            if (Problem(pem) is { } problem) root.Report(Key, isText ? problem : $"names a file that {problem}");
            return pem;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            root.Report(Key, "is neither a key in PEM form nor the path of a file that can be read.");
            return "";
        }
    }

    private static string? Problem(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            key.ExportParameters(includePrivateParameters: true);
            return key.KeySize < LeastKeyBits ? $"is a key of {key.KeySize} bits: GitHub's have {LeastKeyBits}." : null;
        }
        catch (ArgumentException)
        {
            return pem.Contains("ENCRYPTED", StringComparison.Ordinal) ? "is an encrypted key: Kayron cannot ask for its password." : "is not an RSA private key in PEM form.";
        }
        catch (CryptographicException)
        {
            return "is not an RSA private key in PEM form.";
        }
    }
}
