using System.Security.Cryptography;
using Kayron.Core.Configuration;
using Kayron.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Kayron.Tests.Configuration;

public sealed class GitHubReaderTests
{
    private const string Id = "Kayron:GitHub:App:Id", Installation = "Kayron:GitHub:App:InstallationId", Key = "Kayron:GitHub:App:PrivateKey";
    private static readonly RSA s_rsa = RSA.Create(2048);
    private static readonly string s_pem = s_rsa.ExportRSAPrivateKeyPem();

    [Fact]
    public void An_app_stands_in_for_a_token()
    {
        var app = Assert.IsType<SettingsResult.Valid>(Read((Id, "Iv23liAbCdEf"), (Installation, "77"), (Key, s_pem))).Settings.GitHub.App!;
        Assert.Equal(("Iv23liAbCdEf", 77L), (app.Id, app.InstallationId));
    }

    [Fact]
    public void A_key_may_be_of_either_form_in_one_line_or_in_a_file()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(directory.Path, "key.pem"), s_pem);
        foreach (var key in new[] { s_pem, s_rsa.ExportPkcs8PrivateKeyPem(), s_pem.ReplaceLineEndings("\\n"), s_pem.ReplaceLineEndings("\r\n"), Path.Combine(directory.Path, "key.pem"), "key.pem" })
        {
            var app = Assert.IsType<SettingsResult.Valid>(Read(directory.Path, (Id, "1"), (Installation, "77"), (Key, key))).Settings.GitHub.App!;
            using var read = RSA.Create();
            read.ImportFromPem(app.PrivateKey);
            Assert.Equal(s_rsa.ExportRSAPublicKey(), read.ExportRSAPublicKey());
        }
    }

    [Fact]
    public void A_token_beside_an_app_is_an_error_that_names_both() =>
        Assert.Equal(["Kayron:GitHub:App is set, and so is Kayron:GitHub:Token (KAYRON_GITHUB_TOKEN): remove one of them."],
            Problems((Id, "1"), (Installation, "77"), (Key, s_pem), ("KAYRON_GITHUB_TOKEN", "ghp_x")));

    [Fact]
    public void What_an_app_lacks_is_named_at_once() =>
        Assert.Equal([$"{Installation} is missing.", $"{Key} is missing."], Problems((Id, "1")));

    [Theory]
    [InlineData(Id, "my app", "must be the App's id or client id, such as 123456 or Iv23liAbCdEf.")]
    [InlineData(Installation, "acme", "must be the installation's number: the last part of the address of its page at GitHub.")]
    [InlineData(Installation, "-1", "must be the installation's number: the last part of the address of its page at GitHub.")]
    [InlineData(Key, "no/such/file.pem", "is neither a key in PEM form nor the path of a file that can be read.")]
    [InlineData(Key, "MIIEowIBAAKCAQEA", "is neither a key in PEM form nor the path of a file that can be read.")]
    [InlineData(Key, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "is not an RSA private key in PEM form.")]
    [InlineData(Key, "-----BEGIN PRIVATE KEY-----", "is not an RSA private key in PEM form.")]
    [InlineData("Kayron:GitHub:App:Key", "x", "does not exist; known here are Id, InstallationId, PrivateKey.")]
    public void A_wrong_value_is_one_sentence_under_its_key_that_repeats_nothing(string key, string value, string problem)
    {
        List<(string, string)> all = [.. new[] { (Id, "1"), (Installation, "77"), (Key, s_pem) }.Where(pair => pair.Item1 != key), (key, value)];
        Assert.Equal([$"{key} {problem}"], Problems([.. all]));
    }

    [Fact]
    public void Keys_that_cannot_sign_are_refused()
    {
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create();
        Assert.Equal([$"{Key} is a key of 1024 bits: GitHub's have 2048."], Problems((Id, "1"), (Installation, "77"), (Key, small.ExportRSAPrivateKeyPem())));
        Assert.Equal([$"{Key} is not an RSA private key in PEM form."], Problems((Id, "1"), (Installation, "77"), (Key, s_rsa.ExportRSAPublicKeyPem())));
        Assert.Equal([$"{Key} is not an RSA private key in PEM form."], Problems((Id, "1"), (Installation, "77"), (Key, curve.ExportPkcs8PrivateKeyPem())));
        var encrypted = s_rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));
        Assert.Equal([$"{Key} is an encrypted key: Kayron cannot ask for its password."], Problems((Id, "1"), (Installation, "77"), (Key, encrypted)));
    }

    private static IEnumerable<string> Problems(params (string Key, string Value)[] values) => Assert.IsType<SettingsResult.Invalid>(Read(values)).Problems.Select(problem => problem.ToString());

    private static SettingsResult Read(params (string Key, string Value)[] values) => Read("/nowhere", values);

    private static SettingsResult Read(string directory, params (string Key, string Value)[] values) => SettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["KAYRON_ENVIRONMENT"] = "production", ["KAYRON_CLOUDFORMATION_STACK"] = "acme", ["KAYRON_RELEASE_SOURCE"] = "https://github.com/acme/releases", ["KAYRON_S3_BUCKET"] = "acme-templates",
        }).AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build(), directory);
}
